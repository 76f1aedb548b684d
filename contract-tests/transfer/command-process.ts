import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Emulator } from '../../src/emulator/index.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

/** Starts the command against an emulator. */
export function startCommand(emulator: Emulator, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', BC_BASE_URL: emulator.baseUrls['v2.0'], BC_TOKEN: 'token' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/**
 * Runs the command, and kills it with SIGKILL after so many milliseconds of work, unless it has ended by then. The clock
 * starts with its first request, as a busy machine starts it late.
 * @returns its exit code, or null where it was killed
 */
export async function runAndKill(emulator: Emulator, args: readonly string[], after: number): Promise<number | null> {
  const latest = () => emulator.requests().at(-1)?.correlationId
  const before = latest()
  const child = startCommand(emulator, args)
  const ended = once(child, 'exit') as Promise<[number | null]>
  let over = false
  ended.then(() => {
    over = true
  })
  child.stdout?.resume()
  child.stderr?.resume()
  while (!over && latest() === before) await sleep(5)
  if (!over) await Promise.race([ended, sleep(after)])
  child.kill('SIGKILL')
  return (await ended)[0]
}

/** Runs the command to its end. */
export async function runToEnd(
  emulator: Emulator,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = startCommand(emulator, args)
  let output = ''
  child.stdout?.on('data', (text) => (output += text))
  child.stderr?.on('data', (text) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Numbers from 0 up to 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
