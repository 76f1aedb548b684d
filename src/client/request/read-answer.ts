import { formatOf } from '../bytes/image-format.ts'
import { type ByteReader, characters, readAll, toStream, toText } from '../bytes/streams.ts'
import { failure, invalid, NetworkError } from '../errors.ts'
import type { Answer, Call } from './call.ts'
import { count, readLimited } from './count.ts'
import type { Exchange } from './exchange.ts'
import { networkFailure } from './network-failure.ts'

/**
 * Reads a response whose status says that all is well.
 *
 * @throws InvalidResponseError for one that no Business Central gives.
 */
export async function readAnswer(exchange: Exchange, response: Response, reader: ByteReader): Promise<Answer> {
  const { call, end } = exchange
  const { as, isRaw } = call
  const { body, status, headers } = response
  if (!isRaw) {
    if (headers.get('content-type')?.includes('html')) throw invalid(call, 'returned HTML: check baseUrl.')
    // A gateway that takes a picture with 202, or with an empty 200, has not stored it (fact:upload-is-patch).
    const right = as === 'nothing' ? 204 : 200
    if (status !== right && status !== 204) throw invalid(call, `answered ${status}, not ${right}.`)
  }
  const answer: Answer = { call, response, data: null }
  if (status === 204 || (!body && isRaw)) end()
  else if (as === 'picture') Object.assign(answer, await readPicture(exchange, headers, reader))
  else {
    const pieces = await readLimited(exchange, reader)
    end()
    if (as === 'bytes') answer.body = new Blob(pieces).stream()
    else answer.data = parse(toText(pieces), call)
  }
  return answer
}

function parse(text: string, call: Call): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(call, 'returned no JSON.')
  }
}

async function readPicture(exchange: Exchange, headers: Headers, reader: ByteReader): Promise<Partial<Answer>> {
  // A smaller picture is read whole before it is handed out.
  const LARGE = 8_000_000
  const { call, fail, end, leave: idle } = exchange
  const { onProgress } = call
  const encoding = headers.get('content-encoding')
  // With an encoding, Content-Length counts other bytes.
  const size = (!encoding && Number(headers.get('content-length'))) || undefined
  const start = await reader.start()
  if (!start) throw invalid(call, 'returned no bytes; only 204 means that there is no picture.')
  let last = ''
  const next = count(exchange, reader.next, (transferred, bytes) => {
    if (bytes) {
      last = (last + characters(bytes.subarray(-12))).slice(-12)
      onProgress?.({ transferred, total: size })
    } else {
      if (size && transferred !== size) throw networkFailure(call, new Error(`${transferred} of ${size} bytes`))
      if (encoding) checkEnd(call, start, last, encoding)
      end()
    }
  })
  const body =
    size && size < LARGE ? new Blob(await readAll(next)).stream() : toStream(next, { fail, cancel: fail, idle })
  return { start, size, body }
}

/**
 * Checks a picture that came encoded, although it was asked for as it is: platforms decode what they get, and take what
 * is cut short for the end.
 */
function checkEnd(call: Call, start: string, last: string, encoding: string): void {
  const end = formatOf(start)?.end
  if (end?.test(last)) return
  const came = `came with Content-Encoding ${encoding}`
  throw end
    ? failure(NetworkError, call, `${came}, cut short.`)
    : invalid(call, `${came}, so nothing shows whether it is whole: have it sent without.`)
}
