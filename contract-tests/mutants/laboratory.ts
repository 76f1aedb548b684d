import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import {
  type Break,
  type BrokenRequest,
  type BrokenResponse,
  startBrokenServer,
} from '../../src/test-support/broken-server.ts'
import { storingAnew } from '../../src/test-support/stored-anew.ts'
import type { EntityName, Target } from '../../src/verify/index.ts'
import type { ApiVersion } from '../../src/versions.ts'
import { PARENTS } from '../support/parents.ts'
import type { Mutant, World } from './mutant.ts'

/** What a server does with the bytes of images: both are right (fact:stored-bytes). */
export const STORAGES = ['verbatim', 'anew'] as const

/** How a server stores images. */
export type Storage = (typeof STORAGES)[number]

const TOKEN = 'the-one-and-only-token'

/** A sound server and what stands in front of it. */
export interface Laboratory extends AsyncDisposable {
  readonly emulator: Emulator
  readonly world: World
  /** The entities that a run may write to: one with a picture for each parent. */
  readonly entities: (parents: readonly string[]) => EntityName[]
  /** Puts the sound server back, and stands a mutant in front of it; without one, a proxy that changes nothing. */
  readonly infect: (version: ApiVersion, mutant?: Mutant) => Promise<Infected>
}

/** A request and the answer that was given to it. */
export interface Recorded {
  readonly request: BrokenRequest
  readonly answer: BrokenResponse
}

/** A server that is ready to be verified. */
export interface Infected extends AsyncDisposable {
  readonly target: Target
  /** What was asked and answered so far. */
  readonly recorded: readonly Recorded[]
}

const AUTHORIZATION = `Bearer ${TOKEN}`

/**
 * Starts an emulator that takes one token only, and hides behind a proxy that it is one: no check may make allowances.
 * @param storage whether the sound server keeps the bytes of images, or stores images anew; JPEG loses quality then
 */
export async function openLaboratory(storage: Storage = 'verbatim'): Promise<Laboratory> {
  const emulator = await startEmulator({ token: TOKEN, quirks: { 'stored-bytes': 'verbatim' } })
  const { companyId, baseUrls } = emulator
  const rows: Record<string, { id: string; picture: { width: number } }[]> = {}
  for (const parent of PARENTS['v2.0']) {
    const url = `${baseUrls['v2.0']}/companies(${companyId})/${parent}?$expand=picture`
    const response = await fetch(url, { headers: { Authorization: AUTHORIZATION } })
    rows[parent] = ((await response.json()) as { value: { id: string; picture: { width: number } }[] }).value
  }
  const ids = Object.fromEntries(Object.entries(rows).map(([parent, list]) => [parent, list.map(({ id }) => id)]))
  const world: World = { authorization: AUTHORIZATION, ids }
  return {
    emulator,
    world,
    entities: (parents) =>
      parents.map((parent) => ({ parent, key: rows[parent]?.find(({ picture }) => picture.width > 0)?.id ?? '' })),
    async infect(version, mutant) {
      await emulator.reset()
      const recorded: Recorded[] = []
      const server = await startBrokenServer(
        emulator.url,
        recording(recorded, hidden(over(storage, mutant?.make(world)))),
      )
      const baseUrl = baseUrls[version].replace(emulator.url, server.url)
      const target = { baseUrl, apiVersion: version, company: undefined, authorization: async () => AUTHORIZATION }
      return { target, recorded, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
    },
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

function hidden(breakIt: Break = (request, forward) => forward(request)): Break {
  return async (request, forward) =>
    request.url.startsWith('/_emulator')
      ? { status: 404, headers: {}, body: Buffer.alloc(0) }
      : breakIt(request, forward)
}

/** A mutant in front of a server that stores images in one of the two ways. */
function over(storage: Storage, breakIt: Break = (request, forward) => forward(request)): Break {
  if (storage === 'verbatim') return breakIt
  return (request, forward) => breakIt(request, (changed) => storingAnew(changed, forward))
}

function recording(recorded: Recorded[], breakIt: Break): Break {
  return async (request, forward) => {
    const answer = await breakIt({ ...request }, forward)
    recorded.push({ request, answer })
    return answer
  }
}
