import type { Exchange } from '../exchange/exchange.ts'
import { onePixel } from '../pictures.ts'
import type { Check } from './check.ts'
import { expectUnchanged, givePicture, readState, sendDelete, sendUpload } from './picture-steps.ts'
import type { Probe } from './probe.ts'
import { errorCode, expectUnauthorized, idOfAnotherKind, NOBODY, observeRefusal } from './refusals.ts'
import { Subject } from './subject.ts'
import { theEntity } from './writable.ts'
import { takesAnyToken, wrongSignIns } from './wrong-sign-ins.ts'

const INTRUDER = onePixel(200)

/** Sends requests that must be refused, and expects that none of them changes the entity. */
async function refusing(
  probe: Probe,
  requests: (subject: Subject) => AsyncGenerator<Exchange> | Generator<Promise<Exchange>>,
): Promise<void> {
  const subject = theEntity(probe)
  await givePicture(probe, subject, onePixel(190))
  const before = await readState(probe, subject)
  for await (const exchange of requests(subject)) await expectUnchanged(probe, subject, before, exchange)
}

function bothWrites(probe: Probe, target: Subject): (() => Promise<Exchange>)[] {
  return [() => sendUpload(probe, target, INTRUDER.bytes), () => sendDelete(probe, target, { ifMatch: '*' })]
}

/** Checks of writes that a server refuses. */
export const WRITE_REFUSAL_CHECKS: readonly Check[] = [
  {
    id: 'write-without-credentials',
    group: 'writing',
    promise: 'An upload and a delete without credentials answer 401, and change nothing.',
    source: '"Errors"',
    scope: 'entity',
    run: async (probe: Probe) => {
      if (!probe.session.target.authorization) probe.skip('no credentials were given to this run either')
      await refusing(probe, async function* (subject) {
        for (const send of [sendUploadAs, sendDeleteAs]) {
          const exchange = await send(probe, subject, 'nobody')
          expectUnauthorized(probe, exchange, `A ${exchange.method} without credentials`)
          yield exchange
        }
      })
    },
  },
  {
    id: 'write-with-wrong-credentials',
    group: 'writing',
    promise: 'An upload and a delete with wrong credentials answer 401, and change nothing.',
    source: '"Errors"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const signIns = await wrongSignIns(probe)
      await refusing(probe, async function* (subject) {
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
  {
    id: 'write-to-nobody',
    group: 'writing',
    promise: 'An upload and a delete answer 404 for an unknown company, an unknown id and the id of another kind.',
    source: '"Errors"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const { contract } = probe.session
      const { companyId, parent, id } = theEntity(probe)
      const stranger = await idOfAnotherKind(probe)
      const targets = [
        new Subject(contract, NOBODY, parent, id),
        new Subject(contract, companyId, parent, NOBODY),
        ...(stranger === undefined ? [] : [new Subject(contract, companyId, parent, stranger)]),
      ]
      await refusing(probe, async function* () {
        for (const target of targets) {
          for (const send of bothWrites(probe, target)) {
            const exchange = await send()
            probe.expect(exchange.status === 404, `It answers 404, not ${exchange.status}.`, exchange)
            yield exchange
          }
        }
      })
    },
  },
  {
    id: 'write-to-malformed-id',
    group: 'writing',
    promise: 'An upload and a delete answer 400 or 404 for an id that is no GUID.',
    source: '"Errors"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const { companyId, parent } = theEntity(probe)
      const target = new Subject(probe.session.contract, companyId, parent, 'not-a-guid')
      await refusing(probe, async function* () {
        for (const send of bothWrites(probe, target)) {
          const exchange = await send()
          probe.expect([400, 404].includes(exchange.status), `It answers 400 or 404, not ${exchange.status}.`, exchange)
          yield exchange
        }
      })
    },
  },
  {
    id: 'other-methods',
    group: 'writing',
    promise: 'POST and PUT on the content are refused with BadRequest_MethodNotAllowed, and change nothing.',
    source: '"Uploading and deleting"',
    scope: 'entity',
    run: async (probe: Probe) => {
      await refusing(probe, async function* (subject) {
        for (const method of ['POST', 'PUT'] as const) {
          const exchange = await sendUpload(probe, subject, INTRUDER.bytes, { method })
          // The code is recorded, the status inferred from it.
          const code = errorCode(exchange)
          const refused = exchange.status === 405 || (exchange.status === 400 && code === 'BadRequest_MethodNotAllowed')
          probe.expect(refused, `${method} on the content answers 405, not ${exchange.status}.`, exchange)
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
]

type SignIn = 'nobody' | { authorization: string }

function sendUploadAs(probe: Probe, subject: Subject, signIn: SignIn): Promise<Exchange> {
  return sendUpload(probe, subject, INTRUDER.bytes, { signIn })
}

function sendDeleteAs(probe: Probe, subject: Subject, signIn: SignIn): Promise<Exchange> {
  return sendDelete(probe, subject, { ifMatch: '*', signIn })
}
