import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { API_VERSIONS } from '../../versions.ts'

/** The folder of the site that holds files to download. */
const FOLDER = 'files'

/** What is copied as it is, by the folder of the repository. */
const COPIED = ['generated/openapi', 'generated/collections/postman', 'docs/examples']

/** Where a file of the repository is on the site; undefined if it is not there. */
export function downloadOf(path: string): string | undefined {
  return COPIED.some((folder) => path.startsWith(`${folder}/`)) ? `${FOLDER}/${basename(path)}` : undefined
}

/** Puts the bundled contracts, the collections and the example workflows into the site. */
export async function writeDownloads(root: string, site: string): Promise<void> {
  const folder = join(site, FOLDER)
  await mkdir(folder, { recursive: true })
  for (const source of COPIED) {
    for (const file of await readdir(join(root, source))) await copyFile(join(root, source, file), join(folder, file))
  }
  for (const version of API_VERSIONS) {
    await zip(join(root, 'generated/collections/bruno', version), join(folder, brunoFile(version)))
  }
}

const brunoFile = (version: string) => `bc-pictures-${version}.bruno.zip`

/** Bruno opens folders, so its collections are packed. */
async function zip(folder: string, file: string): Promise<void> {
  const archive = new ZipFile()
  const written = pipeline(archive.outputStream, createWriteStream(file))
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  // The same contents make the same archive.
  for (const path of files.toSorted())
    archive.addFile(path, path.slice(folder.length + 1).replaceAll('\\', '/'), {
      mtime: new Date(2000, 0, 1),
      mode: 0o644,
    })
  archive.end()
  await written
}

/** A table with everything for each version of the API, as HTML. */
export function downloadsTable(): string {
  const link = (file: string, text: string) => `<a href="${FOLDER}/${file}" download>${text}</a>`
  const rows = API_VERSIONS.toReversed().map(
    (version) => `<tr><td>${version}</td>
<td>${link(`${version}.postman_collection.json`, 'collection')}</td>
<td>${link(brunoFile(version), 'collection, as a ZIP')}</td>
<td>${link(`${version}.yaml`, 'YAML')}, ${link(`${version}.json`, 'JSON')}</td></tr>`,
  )
  return `<div class="scroll" tabindex="0"><table><thead><tr><th>API</th><th>Postman</th><th>Bruno</th><th>OpenAPI</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>
<p>The picture that the uploads send: ${link('picture.png', 'picture.png')}.</p>`
}
