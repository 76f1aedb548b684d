import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folder = (name: string) => fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url))

/** The TypeScript versions that consumers may have, oldest first, with the folder of each. */
export const COMPILERS = {
  '5.4': folder('typescript-5.4'),
  '5.9': folder('typescript'),
  '6.0': folder('typescript-6'),
  '7.0': folder('typescript-7'),
} as const

/** A TypeScript version that is tried. */
export type CompilerVersion = keyof typeof COMPILERS

/** Every option that makes TypeScript stricter and is known from 5.4 on; declarations of packages are checked as well. */
const STRICTEST = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  forceConsistentCasingInFileNames: true,
  skipLibCheck: false,
}

/** What is compiled, and how. */
export interface Compilation {
  /** The consumer's project; its sources lie in `src`, the result in `built`. */
  readonly project: string
  readonly compiler: CompilerVersion
  /** Options beside the strictest ones. */
  readonly options?: Readonly<Record<string, unknown>>
}

/** Compiles a project. Returns what the compiler printed: nothing if all is well. */
export async function compile({ project, compiler, options }: Compilation): Promise<string> {
  const compilerOptions = {
    ...STRICTEST,
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'],
    module: 'nodenext',
    types: [],
    rootDir: 'src',
    outDir: 'built',
    ...options,
  }
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  const { stdout } = await run(process.execPath, [join(COMPILERS[compiler], 'bin/tsc'), '-p', project], {
    cwd: project,
  }).catch((error: { stdout: string }) => error)
  return stdout
}
