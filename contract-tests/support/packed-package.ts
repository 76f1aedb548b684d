import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A folder of a consumer of the package, which goes with the end of the block. */
export interface Consumer extends AsyncDisposable {
  folder: string
  /** The path of the packed file. */
  tarball: string
}

/** Packs what was built, as for publication, and installs the tarball in an empty project. `make` builds before. */
export async function installPacked(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-consumer-'))
  const run = promisify(execFile)
  // Packing must not rebuild under the feet of others.
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root })
  const [tarball = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `./${tarball}`], { cwd: folder })
  return { folder, tarball: join(folder, tarball), [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}
