import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { AxiosClient } from '@odata2ts/http-client-axios'
import { build } from 'esbuild'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** The client that odata2ts has made of a `$metadata` document. Its types exist only once it is generated. */
// biome-ignore lint/suspicious/noExplicitAny: what the generator makes is not known when this is compiled
export type GeneratedClient = any

/** A client of one server, and the odata2ts HTTP client that all of its requests go through. */
export interface GeneratedService {
  bc: GeneratedClient
  http: AxiosClient
}

/**
 * Has odata2ts, a generic OData v4 client that knows nothing of this project, generate a client from the `$metadata` that
 * a server answers now.
 * @param serviceRoot base URL of the server, up to and including `/api/v2.0`; any bearer token has to do there
 */
export async function generateClient(serviceRoot: string): Promise<GeneratedService> {
  const headers = { Authorization: 'Bearer any' }
  const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-odata-'))
  try {
    const metadata = await fetch(`${serviceRoot}/$metadata`, { headers })
    await writeFile(join(folder, 'metadata.xml'), await metadata.text())
    await writeFile(join(folder, 'tsconfig.json'), '{"compilerOptions":{"target":"es2022"}}')
    await mkdir(join(folder, 'made'))
    const parameters = ['-s', 'metadata.xml', '-o', 'made', '-m', 'all', '-e', 'ts', '-name', 'bc']
    const generator = join(modules, '@odata2ts/odata2ts/lib/run-cli.js')
    await promisify(execFile)(process.execPath, [generator, ...parameters], { cwd: folder })
    const outfile = join(folder, 'service.cjs')
    const entryPoints = [join(folder, 'made/bcService.ts')]
    await build({ entryPoints, outfile, bundle: true, format: 'cjs', platform: 'node', nodePaths: [modules] })
    const { bcService } = createRequire(import.meta.url)(outfile)
    // axios has Blobs only where it stands on fetch.
    const http = new AxiosClient({ headers, adapter: 'fetch' })
    return { bc: new bcService(http, serviceRoot), http }
  } finally {
    await rm(folder, { recursive: true })
  }
}
