/*
 * Writes the pictures of the demo company into a module, so that the emulator has them in browsers as well:
 * `node src/tools/inline-demo-pictures.ts`, after every change in `src/emulator/seed/pictures`. A test compares the two.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'

const folder = new URL('../emulator/seed/pictures/', import.meta.url)
const names = readdirSync(folder).toSorted()
const pictures = names.map((name) => readFileSync(new URL(name, folder)))
const sizes = names.map((name, index) => `  '${name}': ${pictures[index]?.length},`)

const text = `// Written by src/tools/inline-demo-pictures.ts from the files in pictures/. Not to be edited.

/** The sizes of the pictures of the demo company in bytes, by the names of their files, in their order. */
export const pictureSizes: Readonly<Record<string, number>> = {
${sizes.join('\n')}
}

/** The pictures one after the other, deflated, in base64. */
export const deflatedPictures =
  '${deflateRawSync(Buffer.concat(pictures), { level: 9 }).toString('base64')}'
`

writeFileSync(new URL('../emulator/seed/demo-pictures.ts', import.meta.url), text)
