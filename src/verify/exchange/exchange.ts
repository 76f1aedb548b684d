import { createHash } from 'node:crypto'

/** What one request is made of. Paths begin below the base URL, with a slash. */
export interface RequestSpec {
  readonly method: 'GET' | 'PATCH' | 'DELETE' | 'POST' | 'PUT'
  readonly path: string
  /** Without Authorization: that comes from the connection, unless `signIn` says otherwise. */
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
  /** What became of the body when it did not arrive whole. */
  readonly broken: string | undefined
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown
}

/** The SHA-256 of some bytes, in hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** What was sent, for people: the request line, then what matters of headers and body. */
export function describeRequest({ method, path, requestHeaders, requestBody, signIn }: Exchange): string[] {
  const shown = Object.entries(requestHeaders).filter(([name]) => name.toLowerCase() !== 'accept')
  const headers = shown.map(([name, value]) => `${name}: ${value}`)
  const body = requestBody ? [describeBytes(requestBody)] : []
  const details = [...headers, ...(signIn === 'signed in' ? [] : [signIn]), ...body].join(', ')
  return [`${method} ${path}`, ...(details === '' ? [] : [details])]
}

/** What came, for people: status, type, size and the beginning of a text. */
export function describeAnswer({ status, headers, body, broken }: Exchange): string[] {
  const type = headers.get('content-type')
  const size = body.length === 0 ? 'no body' : describeBytes(body)
  const lines = [[String(status), ...(type ? [type] : []), size].join(', ')]
  if (broken) lines.push(broken)
  const correlation = headers.get('ms-correlation-x')
  if (correlation) lines.push(`ms-correlation-x: ${correlation}`)
  if (/json|text|xml|html/.test(type ?? '') && body.length > 0) lines.push(beginning(body.toString('utf8')))
  return lines
}

function describeBytes(bytes: Uint8Array): string {
  return `${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'} (SHA-256 ${sha256(bytes).slice(0, 16)}…)`
}

const SHOWN_CHARACTERS = 600

function beginning(text: string): string {
  // Control characters of a strange server must not reach the terminal.
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line
}
