import type { Exchange } from '../exchange/exchange.ts'
import type { QuestionId } from '../observations.ts'
import type { Check } from './check.ts'
import { findCompany, findSubject, type Json, listEntities } from './discovery.ts'
import type { Probe } from './probe.ts'
import { parentHasPictures } from './service.ts'
import { Subject } from './subject.ts'
import { takesAnyToken, wrongSignIns } from './wrong-sign-ins.ts'

/** An id that no company and no entity has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000'

/** The code of an error envelope; undefined where there is none. */
export function errorCode({ json }: Exchange): string | undefined {
  const { error } = (json ?? {}) as { error?: Json }
  return typeof error?.code === 'string' ? error.code : undefined
}

/** Records status and code of a refusal whose evidence leaves them open. */
export function observeRefusal(probe: Probe, id: QuestionId, exchange: Exchange): void {
  probe.observe(id, `${exchange.status} ${errorCode(exchange) ?? 'without a code'}`, exchange)
}

/** Expects a 401 with the recorded code. */
export function expectUnauthorized(probe: Probe, exchange: Exchange, what: string): void {
  probe.demandStatus(exchange, [401], what)
  const code = errorCode(exchange)
  const message = `${what} has the code Authentication_InvalidCredentials, not ${code}.`
  probe.expect(code === undefined || code === 'Authentication_InvalidCredentials', message, exchange)
}

/** The id of an entity that is not of the probe's kind; undefined where there is none. */
export async function idOfAnotherKind(probe: Probe): Promise<string | undefined> {
  for (const other of probe.session.parents) {
    if (other === probe.parent || !(await parentHasPictures(probe, other))) continue
    const [row] = (await listEntities(probe, other)).rows
    if (typeof row?.id === 'string') return row.id
  }
  return undefined
}

/** Checks of what a server refuses to those who read. */
export const REFUSAL_CHECKS: readonly Check[] = [
  {
    id: 'no-credentials',
    group: 'refusals',
    promise: 'A request without credentials is refused with 401.',
    source: '"Errors"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      if (!probe.session.target.authorization) probe.skip('no credentials were given to this run either')
      const { subject } = await findSubject(probe, 'any')
      const paths = probe.session.write ? [subject.metadata, subject.content, subject.path] : [subject.content]
      for (const path of paths) {
        const exchange = await probe.send({ method: 'GET', path, signIn: 'nobody' })
        expectUnauthorized(probe, exchange, 'A request without credentials')
      }
    },
  },
  {
    id: 'wrong-credentials',
    group: 'refusals',
    promise: 'A request with wrong credentials is refused with 401.',
    source: '"Errors"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { subject } = await findSubject(probe, 'any')
      for (const { authorization, anyTokenWillDo } of await wrongSignIns(probe)) {
        const exchange = await probe.send({ method: 'GET', path: subject.metadata, signIn: { authorization } })
        if (anyTokenWillDo && exchange.status < 300 && (await takesAnyToken(probe))) {
          probe.skip('this emulator takes any bearer token; start it with --token')
        }
        expectUnauthorized(probe, exchange, 'A request with wrong credentials')
      }
    },
  },
  {
    id: 'unknown-company',
    group: 'refusals',
    promise: 'An id that is no company answers 404.',
    source: '"Errors"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { subject } = await findSubject(probe, 'any')
      const stranger = new Subject(probe.session.contract, NOBODY, probe.parent, subject.id)
      const exchange = await probe.send({ method: 'GET', path: stranger.metadata })
      probe.demandStatus(exchange, [404], 'An unknown company')
      observeRefusal(probe, 'unknown-company', exchange)
    },
  },
  {
    id: 'unknown-entity',
    group: 'refusals',
    promise: 'An id that is no entity answers 404, for its metadata as for its content.',
    source: '"Errors"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { id } = await findCompany(probe)
      const nobody = new Subject(probe.session.contract, id, probe.parent, NOBODY)
      const paths = probe.session.write ? [nobody.metadata, nobody.content, nobody.path] : [nobody.content]
      for (const path of paths) {
        const exchange = await probe.send({ method: 'GET', path })
        probe.demandStatus(exchange, [404], 'An unknown id')
        observeRefusal(probe, 'unknown-entity', exchange)
      }
    },
  },
  {
    id: 'unknown-picture',
    group: 'refusals',
    promise: 'A key that is not the id of the entity finds no picture: 404.',
    source: '"The three API versions"',
    scope: 'parent',
    versions: ['beta', 'v1.0'],
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { subject } = await findSubject(probe, 'any')
      const exchange = await probe.send({ method: 'GET', path: `${subject.metadata}(${NOBODY})` })
      probe.demandStatus(exchange, [404], 'A picture under another key')
    },
  },
  {
    id: 'malformed-id',
    group: 'refusals',
    promise: 'An id that is no GUID answers 400 or 404.',
    source: '"Errors"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { id } = await findCompany(probe)
      const malformed = new Subject(probe.session.contract, id, probe.parent, 'not-a-guid')
      const exchange = await probe.send({ method: 'GET', path: malformed.metadata })
      probe.demandStatus(exchange, [400, 404], 'A malformed id')
      observeRefusal(probe, 'malformed-id', exchange)
    },
  },
  {
    id: 'other-parent',
    group: 'refusals',
    promise: 'The id of another kind of entity answers 404.',
    source: '"Errors"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const stranger = await idOfAnotherKind(probe)
      if (stranger === undefined) probe.skip('there is no entity of another kind')
      const { id } = await findCompany(probe)
      const subject = new Subject(probe.session.contract, id, probe.parent, stranger)
      const exchange = await probe.send({ method: 'GET', path: subject.content })
      probe.demandStatus(exchange, [404], `The id of an entity of another kind among ${probe.parent}`)
      observeRefusal(probe, 'other-parent', exchange)
    },
  },
  {
    id: 'query-syntax',
    group: 'refusals',
    promise: 'A $filter that does not parse answers 400.',
    source: '"Errors"',
    scope: 'parent',
    parentsWhenReading: 0,
    run: async (probe: Probe) => {
      const { id } = await findCompany(probe)
      const path = `/companies(${id})/${probe.parent}?$filter=(`
      const exchange = await probe.send({ method: 'GET', path })
      probe.demandStatus(exchange, [400], 'A $filter that does not parse')
      observeRefusal(probe, 'query-syntax', exchange)
    },
  },
  {
    id: 'picture-key',
    group: 'refusals',
    promise: 'A picture with its key, which is unsettled in v2.0, is the same picture or is refused.',
    source: '"The three API versions"',
    scope: 'parent',
    versions: ['v2.0'],
    parentsWhenReading: 0,
    run: async (probe: Probe) => {
      const { subject } = await findSubject(probe, 'with a picture')
      const exchange = await probe.send({ method: 'GET', path: `${subject.metadata}(${subject.id})` })
      probe.demandStatus(exchange, [200, 400, 404], 'A picture with its key')
      if (exchange.status === 200) {
        const { id } = (exchange.json ?? {}) as Json
        probe.expect(String(id).toLowerCase() === subject.id.toLowerCase(), 'It is the same picture.', exchange)
      }
      observeRefusal(probe, 'picture-key', exchange)
    },
  },
]
