/* Makes the examples of a page run in the page: on one emulator, with a gallery of what they did. */
import { rememberPictures, showGallery } from './gallery.ts'
import { sharedEmulator } from './shared-emulator.ts'

const ASSETS = new URL('./', import.meta.url)

/** Where the modules that examples import lie. */
const MODULES: Record<string, string> = {
  'bc-pictures': new URL('bc-pictures.js', ASSETS).href,
  'bc-pictures/emulator': new URL('emulator.js', ASSETS).href,
}

let remembered: Promise<void> | undefined

for (const example of document.querySelectorAll<HTMLElement>('.runnable')) makeRunnable(example)

function makeRunnable(example: HTMLElement): void {
  const [run, edit] = [
    example.querySelector<HTMLButtonElement>('.run'),
    example.querySelector<HTMLButtonElement>('.edit'),
  ]
  const output = example.querySelector('output')
  if (!run || !edit || !output) return
  let editor: HTMLTextAreaElement | undefined
  edit.addEventListener('click', () => {
    editor = document.createElement('textarea')
    editor.className = 'code-editor'
    editor.setAttribute('aria-label', 'Example')
    editor.spellcheck = false
    editor.value = example.dataset.code ?? ''
    editor.rows = editor.value.split('\n').length + 1
    example.querySelector('.copyable, pre')?.replaceWith(editor)
    edit.remove()
    editor.focus()
  })
  run.addEventListener('click', async () => {
    run.disabled = true
    output.replaceChildren()
    const print = (text: string, kind = '') => {
      const line = document.createElement('div')
      line.className = kind
      line.textContent = text
      output.append(line)
    }
    try {
      remembered ??= rememberPictures(await sharedEmulator())
      await remembered
      await runCode(editor?.value ?? example.dataset.code ?? '', print)
      if (!output.hasChildNodes()) print('Done.')
    } catch (error) {
      print(error instanceof Error ? `${error.name}: ${error.message}` : String(error), 'error')
    }
    run.disabled = false
    await showGallery(await sharedEmulator())
  })
  run.disabled = false
  edit.disabled = false
}

/** Runs an example as the module that it is; what it logs goes to `print`. */
async function runCode(code: string, print: (text: string) => void): Promise<void> {
  const name = `example${Math.random()}`
  const tools = globalThis as unknown as Record<string, unknown>
  tools[name] = { log: (...values: unknown[]) => print(values.map(show).join(' ')) }
  const imports = code.replace(/(from\s+|import\s*\(?\s*)'([^']+)'/g, (whole, before: string, specifier: string) =>
    MODULES[specifier] ? `${before}'${MODULES[specifier]}'` : whole,
  )
  const url = URL.createObjectURL(
    new Blob([`const console = globalThis['${name}'];\n${imports}`], { type: 'text/javascript' }),
  )
  try {
    await import(/* @vite-ignore */ url)
  } finally {
    URL.revokeObjectURL(url)
    delete tools[name]
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return `${value.name}: ${value.message}`
  if (value instanceof Uint8Array) return `Uint8Array(${value.length})`
  if (value instanceof Blob) return `Blob(${value.size} bytes)`
  return JSON.stringify(value, null, 2) ?? String(value)
}

if (document.querySelector('.page-gallery[data-show]')) await showGallery(await sharedEmulator())
