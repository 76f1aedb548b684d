import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = (version: string) => new URL(`../../openapi/paths/${version}/`, import.meta.url)

/** A path file of a version, with the version's name taken out wherever it stands for that version alone. */
function withoutVersion(version: string, file: string): string {
  const text = readFileSync(new URL(file, folder(version)), 'utf8').replaceAll('beta-v1.0', 'shared')
  return text.replaceAll(version, 'VERSION')
}

/** Only what `$metadata` says of Microsoft Graph is different. */
const DIFFERENT = ['metadata.yaml']

it('the path files of beta and v1.0 differ only in the name of the version', () => {
  const files = readdirSync(folder('beta'))
  expect(readdirSync(folder('v1.0'))).toEqual(files)
  expect(files.length).toBeGreaterThan(15)
  const different = files.filter((file) => withoutVersion('beta', file) !== withoutVersion('v1.0', file))
  expect(different).toEqual(DIFFERENT)
})
