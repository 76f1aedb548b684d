import { createHash } from 'node:crypto'

/** What one request is made of. Paths begin below the base URL, with a slash. */
export interface RequestSpec {
  readonly method: 'GET' | 'PATCH' | 'DELETE' | 'POST' | 'PUT'
  readonly path: string
  /** Without Authorization: that comes from the connection, unless `signIn` changes it. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** `caller` (default) signs in, `nobody` sends no credentials, anything else is sent as the Authorization header. */
  readonly signIn?: 'caller' | 'nobody' | { readonly authorization: string }
}

/** A request and its answer, as they were. Credentials are not kept. */
export interface Exchange {
  readonly method: string
  /** Below the base URL. */
  readonly path: string
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestBody: Uint8Array | undefined
  /** How the request was signed in, in words. */
  readonly signIn: string
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  /** Why the body did not arrive whole. */
  readonly broken: string | undefined
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown
}

/** The SHA-256 of some bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

type Redact = (text: string) => string

/** What was sent, for people: the request line, then what matters of headers and body. */
export function describeRequest(exchange: Exchange, redact: Redact): string[] {
  const { method, path, requestHeaders, requestBody, signIn } = exchange
  const shown = Object.entries(requestHeaders).filter(([name]) => name.toLowerCase() !== 'accept')
  const headers = shown.map(([name, value]) => `${name}: ${value}`)
  const body = requestBody ? [describeBytes(requestBody)] : []
  const details = [...headers, ...(signIn === 'signed in' ? [] : [signIn]), ...body].join(', ')
  return [`${method} ${path}`, ...(details === '' ? [] : [details])].map((line) => beginning(redact(line)))
}

/** What came, for people: status, type, size and the beginning of a text. */
export function describeAnswer({ status, headers, body, broken }: Exchange, redact: Redact): string[] {
  const type = headers.get('content-type')
  const size = body.length === 0 ? 'no body' : describeBytes(body)
  const lines = [[String(status), ...(type ? [type] : []), size].join(', ')]
  if (broken) lines.push(broken)
  const correlation = headers.get('ms-correlation-x')
  if (correlation) lines.push(`ms-correlation-x: ${correlation}`)
  // More than is shown, so that a secret at the end of what is shown is still whole.
  if (/json|text|xml|html/.test(type ?? '') && body.length > 0) lines.push(body.toString('utf8', 0, LOOKED_AT_BYTES))
  return lines.map((line) => beginning(redact(line)))
}

function describeBytes(bytes: Uint8Array): string {
  return `${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'} (SHA-256 ${sha256(bytes).slice(0, 16)}…)`
}

const SHOWN_CHARACTERS = 600
const LOOKED_AT_BYTES = 64 * 1024

/** The beginning of a text, in one line. Secrets must be taken out before: a cut one is not found. */
export function beginning(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line
}
