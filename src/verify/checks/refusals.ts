import type { Probe } from '../probe/probe.ts'
import { Subject } from '../probe/subject.ts'
import { findCompany } from '../steps/companies.ts'
import { findSubject } from '../steps/entities.ts'
import { expectUnauthorized, idOfAnotherKind, NOBODY, observeRefusal } from '../steps/refusals.ts'
import { type Json, sameId } from '../steps/responses.ts'
import { takesAnyToken, wrongCredentials } from '../steps/wrong-credentials.ts'
import { parentChecks } from './check.ts'

/** Checks of what a server refuses to those who read. */
export const REFUSAL_CHECKS = parentChecks('refusals', {
  'no-credentials': {
    promise: 'A request without credentials is refused with 401.',
    facts: ['unauthorized', 'unauthorized-basic'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      if (!probe.session.target.authorization) probe.skipEverywhere('no credentials were given to this run')
      const { subject } = await findSubject(probe, parent, 'any')
      const paths = probe.session.write ? [subject.metadata, subject.content, subject.path] : [subject.content]
      for (const path of paths) {
        const exchange = await probe.send({ method: 'GET', path, signIn: 'nobody' })
        expectUnauthorized(probe, exchange, 'A request without credentials')
      }
    },
  },
  'wrong-credentials': {
    promise: 'A request with wrong credentials is refused with 401.',
    facts: ['unauthorized', 'unauthorized-basic'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { subject } = await findSubject(probe, parent, 'any')
      const wrong = await wrongCredentials(probe)
      for (const { authorization, anyTokenWillDo } of probe.session.write ? wrong : wrong.slice(0, 1)) {
        const exchange = await probe.send({ method: 'GET', path: subject.metadata, signIn: { authorization } })
        if (anyTokenWillDo && exchange.status < 300 && (await takesAnyToken(probe))) {
          probe.skipEverywhere('this emulator takes any bearer token; start it with --token')
        }
        expectUnauthorized(probe, exchange, 'A request with wrong credentials')
      }
    },
  },
  'unknown-company': {
    promise: 'An id that no company has returns 404.',
    facts: ['unknown-company'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { subject } = await findSubject(probe, parent, 'any')
      const stranger = new Subject(probe.session.contract, NOBODY, parent, subject.id)
      const exchange = await probe.send({ method: 'GET', path: stranger.metadata })
      probe.demandStatus(exchange, [404], 'An unknown company')
      observeRefusal(probe, 'unknown-company', exchange)
    },
  },
  'unknown-entity': {
    promise: 'An id that no entity has returns 404, for its metadata as for its content.',
    facts: ['unknown-id', 'record-not-found'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { id } = await findCompany(probe)
      const nobody = new Subject(probe.session.contract, id, parent, NOBODY)
      const paths = probe.session.write ? [nobody.metadata, nobody.content, nobody.path] : [nobody.content]
      for (const path of paths) {
        const exchange = await probe.send({ method: 'GET', path })
        probe.demandStatus(exchange, [404], 'An unknown id')
        observeRefusal(probe, 'unknown-entity', exchange)
      }
    },
  },
  'unknown-picture': {
    promise: 'A key that is not the id of the entity finds no picture: 404.',
    facts: ['picture-key-v1', 'picture-id-is-parent-id'],
    versions: ['beta', 'v1.0'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { subject } = await findSubject(probe, parent, 'any')
      const exchange = await probe.send({ method: 'GET', path: `${subject.metadata}(${NOBODY})` })
      probe.demandStatus(exchange, [404], 'A picture under another key')
    },
  },
  'malformed-id': {
    promise: 'An id that is not a GUID returns 404, or 400.',
    facts: ['malformed-guid', 'wrong-key-form'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { id } = await findCompany(probe)
      const malformed = new Subject(probe.session.contract, id, parent, 'not-a-guid')
      const exchange = await probe.send({ method: 'GET', path: malformed.metadata })
      probe.demandStatus(exchange, [400, 404], 'A malformed id')
      observeRefusal(probe, 'malformed-id', exchange)
    },
  },
  'other-parent': {
    promise: 'The id of another kind of entity returns 404.',
    facts: ['unknown-id'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const stranger = await idOfAnotherKind(probe, parent)
      if (stranger === undefined) probe.skip('there is no entity of another kind')
      const { id } = await findCompany(probe)
      const subject = new Subject(probe.session.contract, id, parent, stranger)
      const exchange = await probe.send({ method: 'GET', path: subject.content })
      probe.demandStatus(exchange, [404], `The id of an entity of another kind among ${parent}`)
      observeRefusal(probe, 'other-parent', exchange)
    },
  },
  'query-syntax': {
    promise: 'A $filter that does not parse returns 400.',
    facts: ['filter-parse-error'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { id } = await findCompany(probe)
      const path = `/companies(${id})/${parent}?$filter=(`
      const exchange = await probe.send({ method: 'GET', path })
      probe.demandStatus(exchange, [400], 'A $filter that does not parse')
      observeRefusal(probe, 'query-syntax', exchange)
    },
  },
  'picture-key': {
    promise: 'A picture read with its key, which v2.0 may or may not take, is the same picture or is refused.',
    facts: ['picture-key-v2', 'picture-key-v2-404'],
    versions: ['v2.0'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { subject } = await findSubject(probe, parent, 'with a picture')
      const exchange = await probe.send({ method: 'GET', path: `${subject.metadata}(${subject.id})` })
      probe.demandStatus(exchange, [200, 400, 404], 'A picture with its key')
      if (exchange.status === 200) {
        const { id } = (exchange.json ?? {}) as Json
        probe.expect(sameId(id, subject.id), 'It is the same picture.', exchange)
      }
      observeRefusal(probe, 'picture-key', exchange)
    },
  },
})
