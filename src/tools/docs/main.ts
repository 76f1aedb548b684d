/** `node src/tools/docs/main.ts` builds the API reference into `dist/docs`: a page per version that needs no network, a start page, and the facts with who stands on them. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { API_VERSIONS } from '../../versions.ts'
import { factsPage } from './facts-page.ts'
import { type Contract, startPage } from './start-page.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = join(root, 'dist/docs')

/** Redoc would fetch its maker's logo, and could fetch more: the browser is told to load nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline' blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; worker-src blob:"

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
  const page = join(folder, `${version}.html`)
  const html = await readFile(page, 'utf8')
  await writeFile(page, html.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`))
  const { paths } = JSON.parse(await readFile(join(root, bundle), 'utf8'))
  contracts.push({ version, paths })
}
await writeFile(join(folder, 'index.html'), startPage(contracts))
await writeFile(join(folder, 'facts.html'), await factsPage(root))
console.log(`${contracts.length + 2} pages in dist/docs: open dist/docs/index.html`)
