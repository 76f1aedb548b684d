import type { Exchange } from '../exchange/exchange.ts'
import { onePixel } from '../pictures.ts'
import type { Probe } from '../probe/probe.ts'
import { Subject } from '../probe/subject.ts'
import { expectUnchanged } from '../steps/expectations.ts'
import { givePicture, readState, sendDelete, sendUpload } from '../steps/pictures.ts'
import { expectUnauthorized, idOfAnotherKind, NOBODY, observeRefusal } from '../steps/refusals.ts'
import { errorCode } from '../steps/responses.ts'
import { takesAnyToken, wrongCredentials } from '../steps/wrong-credentials.ts'
import { entityChecks } from './check.ts'

const INTRUDER = onePixel(200)

/** Sends requests that must be refused, and expects that none of them changes the entity. */
async function refusing(
  probe: Probe,
  subject: Subject,
  requests: () => AsyncGenerator<Exchange> | Generator<Promise<Exchange>>,
): Promise<void> {
  await givePicture(probe, subject, onePixel(190))
  const before = await readState(probe, subject)
  for await (const exchange of requests()) await expectUnchanged(probe, subject, before, exchange)
}

function bothWrites(probe: Probe, target: Subject): (() => Promise<Exchange>)[] {
  return [() => sendUpload(probe, target, INTRUDER.bytes), () => sendDelete(probe, target, { ifMatch: '*' })]
}

/** Checks of writes that a server refuses. */
export const WRITE_REFUSAL_CHECKS = entityChecks('writing', {
  'write-without-credentials': {
    promise: 'An upload and a delete without credentials return 401, and change nothing.',
    facts: ['unauthorized'],
    run: async (probe: Probe, subject) => {
      if (!probe.session.target.authorization) probe.skipEverywhere('no credentials were given to this run')
      await refusing(probe, subject, async function* () {
        for (const send of [sendUploadAs, sendDeleteAs]) {
          const exchange = await send(probe, subject, 'nobody')
          expectUnauthorized(probe, exchange, `A ${exchange.method} without credentials`)
          yield exchange
        }
      })
    },
  },
  'write-with-wrong-credentials': {
    promise: 'An upload and a delete with wrong credentials return 401, and change nothing.',
    facts: ['unauthorized'],
    run: async (probe: Probe, subject) => {
      const signIns = await wrongCredentials(probe)
      await refusing(probe, subject, async function* () {
        for (const { authorization, anyTokenWillDo } of signIns) {
          const read = await probe.send({ method: 'GET', path: subject.path, signIn: { authorization } })
          if (anyTokenWillDo && read.status < 300 && (await takesAnyToken(probe))) continue
          for (const send of [sendUploadAs, sendDeleteAs]) {
            const exchange = await send(probe, subject, { authorization })
            expectUnauthorized(probe, exchange, `A ${exchange.method} with wrong credentials`)
            yield exchange
          }
        }
      })
    },
  },
  'write-to-nobody': {
    promise: 'An upload and a delete return 404 for an unknown company, an unknown id and the id of another kind.',
    facts: ['unknown-company', 'unknown-id'],
    run: async (probe: Probe, subject) => {
      const { contract } = probe.session
      const { companyId, parent, id } = subject
      const stranger = await idOfAnotherKind(probe, parent)
      const targets = [
        new Subject(contract, NOBODY, parent, id),
        new Subject(contract, companyId, parent, NOBODY),
        ...(stranger === undefined ? [] : [new Subject(contract, companyId, parent, stranger)]),
      ]
      await refusing(probe, subject, async function* () {
        for (const target of targets) {
          for (const send of bothWrites(probe, target)) {
            const exchange = await send()
            probe.expect(exchange.status === 404, `It returns 404, not ${exchange.status}.`, exchange)
            yield exchange
          }
        }
      })
    },
  },
  'write-to-malformed-id': {
    promise: 'An upload and a delete return 400 or 404 for an id that is no GUID.',
    facts: ['malformed-guid'],
    run: async (probe: Probe, subject) => {
      const { companyId, parent } = subject
      const target = new Subject(probe.session.contract, companyId, parent, 'not-a-guid')
      await refusing(probe, subject, async function* () {
        for (const send of bothWrites(probe, target)) {
          const exchange = await send()
          probe.expect([400, 404].includes(exchange.status), `It returns 400 or 404, not ${exchange.status}.`, exchange)
          yield exchange
        }
      })
    },
  },
  'other-methods': {
    promise: 'POST and PUT on the content are refused with BadRequest_MethodNotAllowed, and change nothing.',
    facts: ['content-post-refused', 'content-post-405'],
    run: async (probe: Probe, subject) => {
      await refusing(probe, subject, async function* () {
        for (const method of ['POST', 'PUT'] as const) {
          const exchange = await sendUpload(probe, subject, INTRUDER.bytes, { method })
          // The code is recorded, the status inferred from it.
          const code = errorCode(exchange)
          const refused = exchange.status === 405 || (exchange.status === 400 && code === 'BadRequest_MethodNotAllowed')
          probe.expect(refused, `${method} on the content returns 405, not ${exchange.status}.`, exchange)
          const right = code === undefined || code === 'BadRequest_MethodNotAllowed'
          probe.expect(
            right,
            `${method} on the content has the code BadRequest_MethodNotAllowed, not ${code}.`,
            exchange,
          )
          observeRefusal(probe, 'other-method', exchange)
          yield exchange
        }
      })
    },
  },
})

type SignIn = 'nobody' | { authorization: string }

function sendUploadAs(probe: Probe, subject: Subject, signIn: SignIn): Promise<Exchange> {
  return sendUpload(probe, subject, INTRUDER.bytes, { signIn })
}

function sendDeleteAs(probe: Probe, subject: Subject, signIn: SignIn): Promise<Exchange> {
  return sendDelete(probe, subject, { ifMatch: '*', signIn })
}
