import { formatOf } from '../bytes/image-format.ts'
import { type ByteReader, readHead, readText, startOf, toBlob, watch } from '../bytes/streams.ts'
import { failure, invalid, NetworkError } from '../errors.ts'
import type { Answer, Call } from './call.ts'
import { type Exchange, meter } from './exchange.ts'

/** A picture of fewer bytes is read whole before it is handed out. */
const READ_WHOLE = 8_000_000

/**
 * Reads a response whose status says that all is well.
 *
 * @param maxSize how many bytes of it are read at most, unless they are a picture.
 * @throws InvalidResponseError for one that no Business Central gives.
 */
export async function readAnswer(response: Response, exchange: Exchange, maxSize: number): Promise<Answer> {
  const { call } = exchange
  const { body, status, headers } = response
  const isEmpty = status === 204
  if (call.as !== 'raw') {
    if (/html/.test(`${headers.get('content-type')}`)) throw invalid(call, 'returned HTML: check baseUrl.')
    // A gateway that takes a picture with 202, or with an empty 200, has not stored it. fact:upload-is-patch
    const right = call.as === 'nothing' ? 204 : 200
    if (status !== right && !isEmpty) throw invalid(call, `answered ${status} in place of ${right}.`)
  }
  if (body && !isEmpty && (call.as === 'bytes' || call.as === 'raw')) return readBytes(response, exchange, maxSize)
  const reader = body?.getReader() as ByteReader | undefined
  const text = reader ? await readText(reader, maxSize, exchange.waiting) : ''
  if (text === undefined) throw tooLarge(call, maxSize)
  if (call.as === 'bytes' && !isEmpty) throw noBytes(call)
  exchange.end()
  return { response, data: call.as === 'json' && !isEmpty ? parse(text, call) : null }
}

const noBytes = (call: Call) => invalid(call, 'returned no bytes, and only 204 says that there is no picture.')

const tooLarge = (call: Call, maxSize: number) =>
  invalid(call, `returned more than ${maxSize} bytes: pass a larger maxResponseSize where that is right.`)

function parse(text: string, call: Call): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(call, 'returned no JSON.')
  }
}

async function readBytes(response: Response, exchange: Exchange, maxSize: number): Promise<Answer> {
  const { call, explain, leave, end } = exchange
  const { as, content = as === 'bytes' } = call
  const encoding = response.headers.get('content-encoding')
  // With an encoding, Content-Length counts other bytes.
  const size = (!encoding && Number(response.headers.get('content-length'))) || undefined
  const reader = (response.body as ReadableStream).getReader() as ByteReader
  const head = await readHead(reader)
  const start = startOf(head)
  if (as === 'bytes' && !start) throw noBytes(call)
  const { waiting, passed, ended } = meter(exchange, size)
  let length = 0
  let last = ''
  const body = watch(reader, head, {
    waiting,
    passed(bytes) {
      length += bytes.length
      if (!content && length > maxSize) throw tooLarge(call, maxSize)
      if (encoding) last = (last + String.fromCharCode(...bytes.subarray(-12))).slice(-12)
      passed(bytes)
    },
    ended() {
      ended()
      if (content && encoding) requireWhole(call, encoding, start, last)
      end()
    },
    failed: explain,
    idle: leave,
    cancelled: end,
  })
  const isSmall = size && size < READ_WHOLE
  return { response, start, size, body: isSmall ? (await toBlob(body)).stream() : body }
}

/**
 * Checks a picture that came encoded, although it was asked for as it is: platforms decode what they get, and take what
 * is cut short for the end.
 */
function requireWhole(call: Call, encoding: string, start: string, end: string): void {
  const ending = formatOf(start)?.end
  if (ending?.test(end)) return
  const came = `came with Content-Encoding ${encoding}`
  throw ending
    ? failure(NetworkError, call, `${came}, cut short.`)
    : invalid(call, `${came}, so nothing shows whether it is whole: have it sent without.`)
}
