import { gzipSync } from 'node:zlib'
import { build, type OutputFile } from 'esbuild'

const source = (path: string) => new URL(`../client/${path}`, import.meta.url).pathname

/** What a page loads that reads and writes pictures, signing in with a token, a function, a credential or basic. */
const PAGE = `export { basic, createPictureClient } from '${source('index.ts')}'`
const RAW = `import { createPictureClient } from '${source('index.ts')}'\nexport const { raw } = createPictureClient({})`
const OAUTH = `export { clientCredentials, createPictureClient } from '${source('index.ts')}'`

/** Sizes in bytes, minified and compressed with gzip -9. */
export interface BundleSizes {
  /** What is loaded before the first request. */
  firstLoad: number
  /** openapi-fetch, which is loaded at the first call of \`bc.raw\`. */
  rawChunk: number
  /** Both of them in one file, from a bundler that splits nothing. */
  oneFile: number
  /** One file, with client credentials. */
  withClientCredentials: number
  /** The names of the modules outside this project that the first load holds. */
  packages: string[]
}

async function bundle(contents: string, splitting: boolean) {
  return build({
    stdin: { contents, resolveDir: source('.') },
    bundle: true,
    minify: true,
    splitting,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: 'bundle',
    write: false,
    metafile: true,
    legalComments: 'none',
  })
}

const size = (files: OutputFile[]) =>
  files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)

/** Bundles the client for browsers and weighs it. */
export async function measureBundle(): Promise<BundleSizes> {
  const { outputFiles, metafile } = await bundle(PAGE, true)
  const loaded = staticImports(metafile.outputs, 'bundle/stdin.js')
  const isLoaded = ({ path }: OutputFile) => [...loaded].some((name) => path.endsWith(name))
  const inputs = [...loaded].flatMap((name) => Object.keys(metafile.outputs[name]?.inputs ?? {}))
  const packages = inputs.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  return {
    firstLoad: size(outputFiles.filter(isLoaded)),
    rawChunk: size(outputFiles.filter((file) => !isLoaded(file))),
    oneFile: size((await bundle(RAW, false)).outputFiles),
    withClientCredentials: size((await bundle(OAUTH, false)).outputFiles),
    packages: [...new Set(packages)],
  }
}

type Outputs = Record<string, { imports: { path: string; kind: string }[]; inputs: object }>

/** An output and all that it imports at once, not on demand. */
function staticImports(outputs: Outputs, name: string, found = new Set<string>()): Set<string> {
  found.add(name)
  for (const { path, kind } of outputs[name]?.imports ?? []) {
    if (kind !== 'dynamic-import' && !found.has(path)) staticImports(outputs, path, found)
  }
  return found
}
