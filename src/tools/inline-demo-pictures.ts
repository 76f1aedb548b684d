/*
 * Writes the pictures of the demo company into a module, so that the emulator has them in browsers as well:
 * `node src/tools/inline-demo-pictures.ts`, after every change in `src/emulator/seed/pictures`. A test compares the two.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const pictures = new URL('../emulator/seed/pictures/', import.meta.url)
const lines = readdirSync(pictures)
  .toSorted()
  .map((name) => `  '${name}': '${readFileSync(new URL(name, pictures)).toString('base64')}',`)

const text = `// Written by src/tools/inline-demo-pictures.ts from the files in pictures/. Not to be edited.

/** The pictures of the demo company in base64, by the names of their files. */
export const demoPictures: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`

writeFileSync(new URL('../emulator/seed/demo-pictures.ts', import.meta.url), text)
