import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'

const schema = JSON.parse(await readFile(new URL('../../src/verify/observations.schema.json', import.meta.url), 'utf8'))
const ajv = new Ajv({ strict: true })
// The package is CommonJS; its types and its value differ under ES modules.
;(formats as unknown as (target: Ajv) => void)(ajv)
const fits = ajv.compile(schema)
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-observations-'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each([[[]], [['--write', '--entity', 'items:1896-S']]])(
  'what a run %j writes fits the published schema',
  async (flags) => {
    await using emulator = await startEmulator()
    const file = join(folder, 'observed.json')
    const connection = ['--base-url', emulator.baseUrls['v2.0'], '--parents', 'items']
    await bcPictures(['verify', ...connection, ...flags, '--out', file], { env: { BC_TOKEN: 'any' } })
    const written = JSON.parse(await readFile(file, 'utf8'))
    expect(written.observations.length).toBeGreaterThan(0)
    expect(fits(written) ? [] : fits.errors).toEqual([])
    expect(fits({ ...written, extra: true })).toBe(false)
  },
  60_000,
)
