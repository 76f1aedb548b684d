import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHECKS, CONTRACT_RULES, SAFETY_CHECKS } from '../../src/verify/index.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { MUTANTS } from './all.ts'
import { BITES } from './bites.ts'
import { verifyMutant } from './kill.ts'
import { type Laboratory, openLaboratory, STORAGES, type Storage } from './laboratory.ts'

/** Two kinds of entities are enough to notice every fault, and keep this short; `make mutants` tries all of them. */
const PARENTS = ['items', 'customers']

const laboratories = new Map<Storage, Laboratory>()
let saveTo: string

beforeAll(async () => {
  for (const storage of STORAGES) laboratories.set(storage, await openLaboratory(storage))
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-mutants-'))
})
afterAll(async () => {
  for (const laboratory of laboratories.values()) await laboratory[Symbol.asyncDispose]()
  await rm(saveTo, { recursive: true })
})

function laboratoryOf(storage: Storage): Laboratory {
  return laboratories.get(storage) as Laboratory
}

describe.each(STORAGES)('a server that stores images %s', (storage) => {
  it.each(API_VERSIONS)('is sound behind the same proxy, in %s', async (version) => {
    const { by } = await verifyMutant(laboratoryOf(storage), undefined, { parents: PARENTS, saveTo }, version)
    expect(by).toEqual([])
  })
})

it.each(MUTANTS)('kills $id: $fault', async (mutant) => {
  const { killed } = await verifyMutant(laboratoryOf('anew'), mutant, { parents: PARENTS, saveTo, bail: true })
  expect(killed).toBe(true)
})

/** Where images are stored anew, these have to be told by the pixels; here, the bytes tell. */
const AFTER_UPLOADS = MUTANTS.filter(({ group }) => ['bytes', 'image', 'state'].includes(group))

it.each(AFTER_UPLOADS)('kills $id over a server that keeps the bytes', async (mutant) => {
  const { killed } = await verifyMutant(laboratoryOf('verbatim'), mutant, { parents: PARENTS, saveTo, bail: true })
  expect(killed).toBe(true)
})

it('tries at least sixty mutants, each under a name of its own', () => {
  const ids = new Set(MUTANTS.map(({ id }) => id))
  expect(ids.size).toBe(MUTANTS.length)
  expect(ids.size).toBeGreaterThanOrEqual(60)
})

describe('no check is without teeth', () => {
  const checks = CHECKS.map(({ id }) => id)
  const others = [...Object.keys(CONTRACT_RULES), ...Object.keys(SAFETY_CHECKS)]

  it('names a mutant for each check and rule', () => {
    expect(Object.keys(BITES).toSorted()).toEqual([...checks, ...others].toSorted())
  })

  it.each(Object.entries(BITES))('%s notices %s', async (id, mutantId) => {
    const mutant = MUTANTS.find((candidate) => candidate.id === mutantId)
    const only = checks.includes(id) ? { only: [id] } : {}
    const { by } = await verifyMutant(laboratoryOf('anew'), mutant, { parents: PARENTS, saveTo, ...only })
    expect(by).toContain(id)
  })
})
