/**
 * `node src/tools/generate/main.ts` rewrites `generated/`; with `--check` it writes nothing, names each file that is
 * stale, missing or not ours, and exits with 1.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateOutputs } from './outputs.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

/** What another program makes: `make api-report`. */
const MADE_ELSEWHERE = 'generated/api-reports/'

const outputs = await generateOutputs(root)
if (values.check) await check()
else await write()

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((file) => !file.startsWith(MADE_ELSEWHERE))
}

async function write(): Promise<void> {
  for (const file of await filesUnder('generated')) if (!outputs.has(file)) await rm(join(root, file))
  for (const [file, content] of outputs) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), content)
  }
  console.log(`${outputs.size} files written to generated/`)
}

async function check(): Promise<void> {
  const problems = (await filesUnder('generated'))
    .filter((file) => !outputs.has(file))
    .map((file) => `${file}: not generated from anything`)
  for (const [file, content] of outputs) {
    const current = await readFile(join(root, file)).catch(() => undefined)
    if (current === undefined) problems.push(`${file}: missing`)
    else if (!current.equals(Buffer.from(content))) problems.push(`${file}: stale, or edited by hand`)
  }
  if (problems.length === 0) {
    console.log(`generated/ is up to date (${outputs.size} files)`)
    return
  }
  console.error(`${problems.join('\n')}\nRun \`make generate\` and commit the result.`)
  process.exitCode = 1
}
