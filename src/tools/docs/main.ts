/** `node src/tools/docs/main.ts` builds the docs site into `dist/docs`: plain files that need no server of their own. */
import { fileURLToPath } from 'node:url'
import { buildSite } from './build.ts'

const pages = await buildSite(fileURLToPath(new URL('../../../dist/docs', import.meta.url)))
console.log(`${pages.length} pages in dist/docs: serve the folder, or open dist/docs/index.html`)
