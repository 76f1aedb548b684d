import { type ByteReader, toText } from '../bytes/streams.ts'
import {
  BusinessCentralError,
  ConflictError,
  type FailureDetails,
  failure,
  InvalidResponseError,
  NotFoundError,
  ThrottledError,
  UnauthorizedError,
} from '../errors.ts'
import type { Context } from './context.ts'
import { readLimited } from './count.ts'
import type { Exchange } from './exchange.ts'

const ERROR_OF: Readonly<Record<number, typeof BusinessCentralError>> = {
  401: UnauthorizedError,
  403: UnauthorizedError,
  404: NotFoundError,
  412: ConflictError,
  429: ThrottledError,
}

/** What is known of any response. Browsers do not tell the status of a redirect. */
export function detailsOf({ signIn }: Context, { status, headers }: Response): FailureDetails {
  const id = headers.get('ms-correlation-x')
  return { status: status || undefined, correlationId: id ? signIn.redact(id) : undefined }
}

/** The refusals of raw calls as they came, by their errors. */
export const rawRefusals = new WeakMap<object, Response>()

/** Makes an error of a response that is no success. Whatever its body says, the status decides. */
export async function readRefusal(
  exchange: Exchange,
  response: Response,
  reader: ByteReader,
  authorization: string | undefined,
): Promise<BusinessCentralError> {
  const { context, call } = exchange
  const { signIn, clock } = context
  const { status, headers } = response
  // What came of it may be too large, or broken: the status says enough.
  const text = toText(await readLimited(exchange, reader).catch(() => []))
  const [code, message] = readEnvelope(text).map((value) =>
    typeof value === 'string' ? signIn.redact(value) : undefined,
  )
  const remedy = authorization ? 'Pass a fresh token, or a function.' : 'No credentials were given: pass auth.'
  const said = [`answered ${status || 'a redirect'}`, code, message, status === 401 && remedy]
  const retryAfter = headers.get('retry-after')
  // What is past, 0 or no time at all counts as none.
  const wait = Number(retryAfter) * 1000 || Date.parse(`${retryAfter}`) - clock.now()
  const problem = failure(errorOf(status, code), call, said.filter(Boolean).join(' '), {
    ...detailsOf(context, response),
    code,
    retryAfter: wait > 0 ? wait : undefined,
  })
  if (status && call.isRaw) rawRefusals.set(problem, new Response(text || null, response))
  return problem
}

function errorOf(status: number, code: string | undefined): typeof BusinessCentralError {
  // The one code that says that an etag is stale; other reasons for 409 may pass. Source: docs/business-central.md.
  if (status === 409 && code === 'Request_EntityChanged') return ConflictError
  return ERROR_OF[status] ?? (status < 400 ? InvalidResponseError : BusinessCentralError)
}

/** Code and message of the product's error envelope, as far as the text is one. */
function readEnvelope(text: string): unknown[] {
  try {
    const { code, message } = JSON.parse(text).error
    return [code, message]
  } catch {
    return []
  }
}
