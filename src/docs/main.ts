/** `node src/docs/main.ts` builds the API reference into `dist/docs`: a page per version that needs no network, and a start page. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { API_VERSIONS } from '../versions.ts'
import { type Contract, startPage } from './start-page.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = join(root, 'dist/docs')

await mkdir(folder, { recursive: true })
const contracts: Contract[] = []
for (const version of API_VERSIONS) {
  const bundle = join('generated/openapi', `${version}.json`)
  // Without --inlineBundle the page would load its script from another host.
  await promisify(execFile)(
    join(root, 'node_modules/.bin/redocly'),
    ['build-docs', bundle, '--inlineBundle', '--output', join('dist/docs', `${version}.html`)],
    { cwd: root, env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
  )
  const { paths } = JSON.parse(await readFile(join(root, bundle), 'utf8'))
  contracts.push({ version, paths })
}
await writeFile(join(folder, 'index.html'), startPage(contracts))
console.log(`${contracts.length + 1} pages in dist/docs: open dist/docs/index.html`)
