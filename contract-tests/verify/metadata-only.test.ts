import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { isViolated, verifyMetadata } from '../../src/verify/index.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'

const documents: Partial<Record<ApiVersion, string>> = {}
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-metadata-'))
  await using emulator = await startEmulator()
  for (const version of API_VERSIONS) {
    const response = await fetch(`${emulator.baseUrls[version]}/$metadata`, {
      headers: { Authorization: 'Bearer any' },
    })
    documents[version] = await response.text()
  }
})
afterAll(() => rm(folder, { recursive: true }))

function documentOf(version: ApiVersion): string {
  return documents[version] ?? ''
}

function messages(xml: string, version: ApiVersion = 'v2.0'): string[] {
  return verifyMetadata(xml, 'metadata.xml', version).results.flatMap(({ violations }) =>
    violations.map(({ message }) => message),
  )
}

it.each(API_VERSIONS)('has nothing against the document of the emulator, in %s', (version) => {
  expect(messages(documentOf(version), version)).toEqual([])
})

it('says what is missing, what has changed and what is new', () => {
  const drifted = documentOf('v2.0')
    .replace(/<Property Name="height"[^>]*>/, '<Property Name="depth" Type="Edm.Int32"/>')
    .replace(/(Name="width" Type=")Edm.Int32/, '$1Edm.Int64')
  const report = verifyMetadata(drifted, 'metadata.xml', 'v2.0')
  expect(messages(drifted)).toEqual([
    'The property width of picture is Edm.Int64, not Edm.Int32.',
    'The property height of picture is missing.',
  ])
  expect(report.additions).toEqual(['The property depth of picture is new: Edm.Int32.'])
})

it('takes a server of before Business Central 28, where item variants have no pictures', () => {
  const older = documentOf('v2.0')
    .replace(/<NavigationProperty Name="picture"[^>]*Partner="itemVariant"[\s\S]*?<\/NavigationProperty>/, '')
    .replace(
      /<NavigationProperty Name="itemVariant" Type="Microsoft.NAV.itemVariant" Partner[\s\S]*?<\/NavigationProperty>/,
      '',
    )
    .replace(/<Member Name="Item_x0020_Variant"[^>]*>/, '')
  expect(messages(older)).toEqual([])
})

it('notices a document of another version', () => {
  expect(isViolated(verifyMetadata(documentOf('v1.0'), 'metadata.xml', 'v2.0'))).toBe(true)
  expect(isViolated(verifyMetadata(documentOf('v2.0'), 'metadata.xml', 'v1.0'))).toBe(true)
})

it('sends no request, and needs no connection', async () => {
  const file = join(folder, 'metadata.xml')
  await writeFile(file, documentOf('v1.0'))
  const sound = await bcPictures(['verify', '--metadata-only', file, '--api-version', 'v1.0'])
  expect(sound.code).toBe(0)
  expect(sound.stdout).toContain('requests 0')
  const wrong = await bcPictures(['verify', '--metadata-only', file, '--json'])
  expect(wrong.code).toBe(1)
  expect(JSON.parse(wrong.stdout).mode).toBe('metadata')
})
