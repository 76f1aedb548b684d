import { formatOf } from '../bytes/image-format.ts'
import { type ByteReader, readHead, readText, startOf, toBlob, type Watcher, watch } from '../bytes/streams.ts'
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
  const { call, end } = exchange
  const { as, content = as === 'bytes' } = call
  const { body, status, headers } = response
  if (as !== 'raw') {
    if (/html/.test(`${headers.get('content-type')}`)) throw invalid(call, 'returned HTML: check baseUrl.')
    // A gateway that takes a picture with 202, or with an empty 200, has not stored it (fact:upload-is-patch).
    const right = as === 'nothing' ? 204 : 200
    if (status !== right && status !== 204) throw invalid(call, `answered ${status}, not ${right}.`)
  }
  if (status === 204 || (!body && as === 'raw')) {
    end()
    return { response, data: null }
  }
  const reader = (body ?? new Blob().stream()).getReader() as ByteReader
  const encoding = headers.get('content-encoding')
  // With an encoding, Content-Length counts other bytes.
  const size = (!encoding && Number(headers.get('content-length'))) || undefined
  const count = meter(exchange, size, content ? Infinity : maxSize)
  if (as === 'json') {
    const text = await readText(reader, count)
    end()
    return { response, data: parse(text, call) }
  }
  const head = await readHead(reader)
  const start = startOf(head)
  if (content && !start) throw invalid(call, 'returned no bytes; only 204 means that there is no picture.')
  const { passed, ended } = content && encoding ? checkEnd(count, start, encoding, call) : count
  const ending = () => {
    ended()
    end()
  }
  const { waiting } = count
  const watcher = { waiting, passed, ended: ending, failed: exchange.explain, idle: exchange.leave, cancelled: end }
  const stream = watch(reader, head, watcher)
  return { response, start, size, body: size && size < READ_WHOLE ? (await toBlob(stream)).stream() : stream }
}

function parse(text: string, call: Call): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(call, 'returned no JSON.')
  }
}

/**
 * Checks a picture that came encoded, although it was asked for as it is: platforms decode what they get, and take what
 * is cut short for the end.
 */
function checkEnd(
  { passed, ended }: Required<Pick<Watcher, 'passed' | 'ended'>>,
  start: string,
  encoding: string,
  call: Call,
) {
  const format = formatOf(start)
  let last = ''
  return {
    passed(bytes: Uint8Array) {
      last = (last + String.fromCharCode(...bytes.subarray(-12))).slice(-12)
      passed(bytes as never)
    },
    ended() {
      ended()
      if (format?.end?.test(last)) return
      const came = `came with Content-Encoding ${encoding}`
      throw format?.end
        ? failure(NetworkError, call, `${came}, cut short.`)
        : invalid(call, `${came}, so nothing shows whether it is whole: have it sent without.`)
    },
  }
}
