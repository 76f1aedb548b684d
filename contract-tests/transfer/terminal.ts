import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Whether this machine has the program `script` of util-linux, which gives a command a real terminal. */
export function hasTerminal(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8', stdio: 'pipe' }).includes('util-linux')
  } catch {
    return false
  }
}

/** The command on a real terminal. */
export interface OnTerminal {
  /** Everything that the terminal got so far, control sequences included. */
  shown(): string
  /** Types keys; `\x03` is Ctrl-C. */
  type(keys: string): void
  /** Waits for the end, and gives the exit code. */
  ended: Promise<number | null>
}

/** Starts the command on a terminal of 100 columns. */
export function startOnTerminal(args: readonly string[], env: Readonly<Record<string, string>>): OnTerminal {
  const quoted = [process.execPath, MAIN, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const child: ChildProcessWithoutNullStreams = spawn(
    'script',
    ['--quiet', '--flush', '--return', '--command', `stty cols 100 rows 30; exec ${quoted}`, '/dev/null'],
    { env: { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', SHELL: '/bin/sh', ...env } },
  )
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return {
    shown: () => output,
    type: (keys) => void child.stdin.write(keys),
    ended: once(child, 'close').then(([code]) => code as number | null),
  }
}

/** What the bar writes before it draws itself anew. */
export const CLEARED = '\r\u001b[K'

/** The lines that a terminal shows at the end: what was overwritten is gone, and so are colours. */
export function screenOf(output: string): string[] {
  const lines = output.replaceAll('\r\n', '\n').split('\n')
  return lines.map((line) => stripVTControlCharacters(line.split(CLEARED).at(-1) ?? ''))
}
