import { expect, it } from 'vitest'
import { createReporter, VerifyUsageError, verify, verifyMetadata } from '../index.ts'

/** What a program without types may pass. */
type Anything = never

const target = {
  baseUrl: 'http://127.0.0.1:1/api/v2.0',
  apiVersion: 'v2.0',
  authorization: async () => {
    throw new Error('no request may go out')
  },
}

it.each<[unknown, string]>([
  [undefined, 'verify needs an object with target, …, not undefined.'],
  [{ target: new Map() }, 'The option target needs an object with baseUrl, apiVersion, …, not a Map.'],
  [{ target, write: true }, 'Writing needs the option entities: name those whose pictures may be changed'],
  [{ target, only: ['upload-png'] }, 'CHECKS names them.'],
  [{ target, only: ['replace'] }, 'The check replace needs write: true.'],
  [{}, 'The option target needs an object with baseUrl, apiVersion, …, not undefined.'],
  [{ target: null }, 'The option target needs an object with baseUrl, apiVersion, …, not null.'],
  [{ target: {} }, 'The option baseUrl must be a URL such as https://host:7048/BC/api/v2.0.'],
  [{ target: { ...target, baseUrl: 'nope?top-secret' } }, 'The option baseUrl must be a URL such as'],
  [{ target: { ...target, baseUrl: 'https://me:top-secret@host/api/v2.0' } }, 'holds a user name or a password: give'],
  [{ target: { ...target, apiVersion: 'v3' } }, "The option apiVersion 'v3' is unknown: use one of beta, v1.0, v2.0."],
  [
    { target: { ...target, authorization: 'Bearer top-secret' } },
    'The option authorization must be a function that gives the Authorization header, not string.',
  ],
  [{ target: { ...target, secrets: 'top-secret' } }, 'The option secrets must be a list of strings.'],
  [{ target: { ...target, token: 'top-secret' } }, "The option target has no option 'token': it takes baseUrl"],
  [{ target, onlyy: ['companies'] }, "verify has no option 'onlyy': did you mean only?"],
  [{ target, write: 'yes' }, "The option write must be true or false, not 'yes'."],
  [
    { target, entities: 'items:1' },
    "The option entities must be a list such as [{ parent: 'items', key: '1896-S' }], not",
  ],
  [{ target, entities: ['items:1'] }, "An entity needs an object with parent, key, …, not 'items:1'."],
  [{ target, entities: [{ parent: 'items' }] }, 'The key of an entity must be a text'],
  [{ target, parents: 'items' }, "The option parents must be a list of strings, such as ['items'], not 'items'."],
  [{ target, parents: [] }, 'The option parents is an empty list: name one, or leave it out for all.'],
  [{ target, parents: ['itms'] }, 'v2.0 has no pictures of "itms": did you mean items? use items, customers'],
  [{ target, only: ['compnies'] }, 'There is no check "compnies": did you mean companies?'],
  [{ target, timeoutMs: 0 }, 'The option timeoutMs must be a number above 0, not 0.'],
  [{ target, timeoutMs: '5s' }, "The option timeoutMs must be a number above 0, not '5s'."],
  [{ target, maxResponseBytes: -1 }, 'The option maxResponseBytes -1 is not a whole number of at least 1.'],
  [{ target, signal: true }, 'The option signal must be an AbortSignal, such as controller.signal, not true.'],
  [{ target, onResult: 'x' }, "The option onResult must be a function, not 'x'."],
])('verify refuses %o in one sentence, before any request', async (options, sentence) => {
  const problem = await verify(options as Anything).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(VerifyUsageError)
  expect((problem as Error).message).toContain(sentence)
  expect((problem as Error).message).not.toMatch(/\n|top-secret/)
})

it('verifyMetadata and createReporter refuse what is none of theirs', () => {
  expect(() => verifyMetadata(undefined as Anything, 'x', 'v2.0')).toThrow('must be a string, not undefined.')
  expect(() => verifyMetadata('<a/>', 'x', 'v3' as Anything)).toThrow(
    "The API version 'v3' is unknown: use one of beta",
  )
  expect(() => createReporter('xml' as Anything, () => {})).toThrow("The reporter 'xml' is unknown: use one of spec")
})
