import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

/**
 * Compiles the entries and what they share into `dist/src`. Packages that are no dependencies of the published package
 * are taken in, as far as they are used.
 * @returns the names of those packages, in order
 */
export async function bundle(root: URL, entries: readonly string[]): Promise<string[]> {
  const { dependencies, peerDependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  const path = (inside: string) => fileURLToPath(new URL(inside, root))
  const { metafile } = await build({
    entryPoints: entries.map((entry) => ({ in: path(`src/${entry}.ts`), out: entry })),
    outdir: path('dist/src'),
    absWorkingDir: path('.'),
    bundle: true,
    splitting: true,
    format: 'esm',
    // Neither Node nor browsers: the emulator runs in both, and the client everywhere.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['node', 'import'],
    external: ['node:*', ...Object.keys({ ...dependencies, ...peerDependencies })],
    plugins: [builtins],
    target: 'es2023',
    chunkNames: 'shared/[name]-[hash]',
    // Written below, with every licence in whole.
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
  })
  const names = Object.keys(metafile.inputs).map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1])
  return [...new Set(names.filter((name) => name !== undefined))].toSorted()
}

/** ES modules have no `require`, with which packages of another time load what is built into Node. */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(assert|buffer|stream|util|zlib)$/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, namespace: 'builtin' } : { path: `node:${path}`, external: true },
    )
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }))
  },
}
