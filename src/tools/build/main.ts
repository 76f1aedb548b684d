/**
 * `npm run build`: makes `dist/`, what is published of the code. The modules of `src/` become a few files, because an
 * installation is measured in files as well; declarations stay as they are, where an entry needs them.
 */
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { bundle } from './bundle.ts'
import { writeDeclarations } from './declarations.ts'
import { licencesOf } from './licences.ts'

const root = new URL('../../../', import.meta.url)
const dist = new URL('dist/', root)

/** The entries of package.json and the command, as paths in `src/`. */
const ENTRIES = ['client/index', 'node/index', 'emulator/index', 'emulator/browser', 'verify/index', 'cli/main']

for (const folder of ['src/', 'generated/']) await rm(new URL(folder, dist), { recursive: true, force: true })
await writeDeclarations(root, ENTRIES)
const bundled = await bundle(root, ENTRIES)
await writeFile(new URL('THIRD-PARTY-LICENSES.md', dist), await licencesOf(root, bundled))
await chmod(new URL('src/cli/main.js', dist), 0o755)

// The types are declarations already: compiled, they would lose what the comment at the top says.
const types = new URL('generated/types/', root)
await mkdir(new URL('generated/types/', dist), { recursive: true })
for (const file of await readdir(types)) {
  await copyFile(new URL(file, types), new URL(`generated/types/${file.replace(/\.ts$/, '.d.ts')}`, dist))
}
