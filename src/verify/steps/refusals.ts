import type { Exchange } from '../exchange/exchange.ts'
import type { QuestionId } from '../observations.ts'
import type { Probe } from '../probe/probe.ts'
import { listEntities } from './entities.ts'
import { errorCode, isGuid } from './responses.ts'
import { parentHasPictures } from './service-metadata.ts'

/** An id that no company and no entity has. */
export const NOBODY = '00000000-0000-4000-8000-000000000000'

/** Both codes are on record: fact:unauthorized, fact:unauthorized-basic. */
const UNAUTHORIZED_CODES = ['Authentication_InvalidCredentials', 'Unauthorized']

/** Records status and code of a refusal whose evidence leaves them open. */
export function observeRefusal(probe: Probe, id: QuestionId, exchange: Exchange): void {
  probe.observe(id, `${exchange.status} ${errorCode(exchange) ?? 'without a code'}`, exchange)
}

/** Expects a 401 with one of the recorded codes. */
export function expectUnauthorized(probe: Probe, exchange: Exchange, what: string): void {
  probe.demandStatus(exchange, [401], what)
  const code = errorCode(exchange)
  if (code === undefined) return
  const message = `${what} has the code ${UNAUTHORIZED_CODES.join(' or ')}, not ${code}.`
  if (probe.expect(UNAUTHORIZED_CODES.includes(code), message, exchange)) {
    probe.observe('unauthorized-code', code, exchange)
  }
}

/** The id of an entity of another kind than `parent`; undefined where there is none. */
export async function idOfAnotherKind(probe: Probe, parent: string): Promise<string | undefined> {
  for (const other of probe.session.parents) {
    if (other === parent || !(await parentHasPictures(probe, other))) continue
    const [row] = (await listEntities(probe, other)).rows
    // What is no id is reported where the list is checked.
    if (isGuid(String(row?.id))) return String(row?.id)
  }
  return undefined
}
