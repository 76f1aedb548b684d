import { type ByteReader, readText } from '../bytes/streams.ts'
import {
  BusinessCentralError,
  ConflictError,
  failure,
  InvalidResponseError,
  NotFoundError,
  ThrottledError,
  UnauthorizedError,
} from '../errors.ts'
import type { Context } from './context.ts'
import { type Exchange, meter } from './exchange.ts'

const ERROR_OF: Readonly<Record<number, typeof BusinessCentralError>> = {
  401: UnauthorizedError,
  403: UnauthorizedError,
  404: NotFoundError,
  412: ConflictError,
  429: ThrottledError,
}

/** The one code that says that an etag is stale; other reasons for 409 may pass. Source: docs/business-central.md. */
const STALE = 'Request_EntityChanged'

/** What Business Central's telemetry knows a request by. */
export function correlationIdOf(headers: Headers, { signIn }: Context): string | undefined {
  const id = headers.get('ms-correlation-x')
  return id ? signIn.redact(id) : undefined
}

/** The refusals of raw calls as they came, by their errors. */
export const rawRefusals = new WeakMap<object, Response>()

/** Makes an error of a response that is no success. Whatever its body says, the status decides. */
export async function readRefusal(
  response: Response,
  exchange: Exchange,
  header: string | undefined,
  context: Context,
): Promise<BusinessCentralError> {
  const { call } = exchange
  const { status, headers, body } = response
  const text =
    body &&
    (await readText(body.getReader() as ByteReader, meter(exchange, undefined, context.maxSize)).catch(() => ''))
  const { code, message } = readEnvelope(`${text}`, context.signIn.redact)
  const remedy = header ? 'Pass a fresh token, or a function.' : 'No credentials were given: pass auth.'
  // Browsers do not tell the status of a redirect.
  const said = [`answered ${status || 'a redirect'}`, code, message, status === 401 && remedy]
  const problem = failure(errorOf(status, code), call, said.filter(Boolean).join(' '), {
    status: status || undefined,
    code,
    correlationId: correlationIdOf(headers, context),
    retryAfter: readRetryAfter(headers.get('retry-after'), context.clock.now()),
  })
  if (status && call.as === 'raw') rawRefusals.set(problem, new Response(text || null, response))
  return problem
}

function errorOf(status: number, code: string | undefined): typeof BusinessCentralError {
  if (status === 409 && code === STALE) return ConflictError
  return ERROR_OF[status] ?? (status < 400 ? InvalidResponseError : BusinessCentralError)
}

interface Envelope {
  code?: string | undefined
  message?: string | undefined
}

/** Code and message of the product's error envelope, as far as the text is one. */
function readEnvelope(text: string, redact: (text: string) => string): Envelope {
  try {
    const { code, message } = JSON.parse(text).error
    const read = (value: unknown) => (typeof value === 'string' ? redact(value) : undefined)
    return { code: read(code), message: read(message) }
  } catch {
    return {}
  }
}

/** Milliseconds from now on, of seconds or a date. What is past, 0 or no time at all counts as none. */
function readRetryAfter(text: string | null, now: number): number | undefined {
  const wait = Number(text) * 1000 || Date.parse(`${text}`) - now
  return wait > 0 ? wait : undefined
}
