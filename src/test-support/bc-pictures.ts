import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url))

/** How the command ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What a run of the command may be told besides its arguments. */
export interface RunOptions {
  /** The only variables of the environment that it gets besides PATH. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Sends SIGINT when it fires. */
  readonly interrupt?: AbortSignal
}

/** Runs `bc-pictures` with some arguments, with nothing of the surroundings' credentials. */
export async function bcPictures(
  args: readonly string[],
  { env = {}, cwd, interrupt }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    ...(cwd ? { cwd } : {}),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  interrupt?.addEventListener('abort', () => child.kill('SIGINT'))
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, stdout, stderr }
}
