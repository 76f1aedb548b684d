import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Settings } from './program/stage.ts'

const installed = (path: string) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url))

/** A program that runs programs: its file, and its parameters before the script's name. */
export interface Runtime {
  name: string
  executable: string
  parameters: string[]
  /** The parameters of somebody who trusts the script, if they are others. */
  trusting?: string[]
}

const node = (version: string): Runtime => {
  return { name: `node-${version}`, executable: installed(`node-${version}/bin/node`), parameters: [] }
}

/** The lowest version that `engines` in package.json names. */
export const LOWEST_NODE = node('22.13')

/** The one that the project itself runs on comes with the project. */
const node24: Runtime = { ...node('24'), executable: installed('../../../node_modules/node/bin/node') }

/** The runtimes that the client promises to run on, from a package of their own (package.json beside this file). */
export const RUNTIMES: readonly Runtime[] = [
  node('22'),
  node24,
  node('26'),
  {
    name: 'deno',
    executable: installed('deno/deno'),
    // No right but those that a user has to grant: this machine's network, and the folder that the files are in.
    parameters: [
      'run',
      '--no-prompt',
      '--cached-only',
      '--node-modules-dir=manual',
      '--no-lock',
      '--allow-net=127.0.0.1',
      '--allow-read=.',
      '--allow-write=files',
    ],
    trusting: ['run', '--no-prompt', '--cached-only', '--node-modules-dir=manual', '--no-lock', '--allow-all'],
  },
  { name: 'bun', executable: installed('bun/bin/bun.exe'), parameters: ['run'] },
]

/** How a run of the program went. */
export interface Outcome {
  version: string
  passed: string[]
  /** `NAME: why` */
  failed: string[]
  /** What is wrong beyond that: the program broke off, or hung. */
  problem?: string
  milliseconds: number
}

/** In milliseconds. A run takes some ten seconds; one that hangs is ended. */
const LONGEST_RUN = 300_000

/** Variables with which nothing that a runtime keeps for later outlives a folder. */
export function quietly(folder: string): Record<string, string> {
  const caches = { DENO_DIR: join(folder, '.deno'), BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0' }
  return { ...caches, DENO_NO_UPDATE_CHECK: '1', NO_COLOR: '1' }
}

/** Runs the program in a folder where the package is installed. */
export async function runIn({ executable, parameters }: Runtime, folder: string, settings: Settings): Promise<Outcome> {
  const files = join(folder, 'files')
  await cp(fileURLToPath(new URL('program', import.meta.url)), folder, { recursive: true })
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...settings, folder: 'files' }))
  await rm(files, { recursive: true, force: true })
  await mkdir(files)
  const options = { cwd: folder, env: { ...process.env, ...quietly(folder) }, timeout: LONGEST_RUN }
  const execute = (...given: string[]) =>
    new Promise<{ error: Error | null; output: string; complaints: string }>((resolve) => {
      execFile(executable, given, options, (error, output, complaints) => resolve({ error, output, complaints }))
    })

  const { output: version } = await execute('--version')
  const begin = performance.now()
  const { error, output, complaints } = await execute(...parameters, 'main.mjs')
  const lines = output.split('\n')
  const [passed, failed] = ['ok ', 'not ok '].map((start) =>
    lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length)),
  ) as [string[], string[]]
  const sound = !error && failed.length === 0 && passed.length > 0
  return {
    version: /\d+\.\d+\.\d+/.exec(version)?.[0] ?? '?',
    passed,
    failed,
    ...(!sound && failed.length === 0 && { problem: `${error?.message ?? 'nothing ran'}\n${complaints}`.trim() }),
    milliseconds: performance.now() - begin,
  }
}
