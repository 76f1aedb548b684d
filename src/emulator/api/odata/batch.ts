import { base64Url, concat, readShort, textOf } from '../../bytes.ts'
import { badRequest, batchTooLarge, errorEnvelope, methodNotAllowed, ServiceError } from '../../errors.ts'
import { type Quirks, quirkedRefusal } from '../../quirks.ts'
import type { EmulatorRequest, Reply } from '../../request-reply.ts'
import { parseRequestUrl } from '../router/request-url.ts'

/** fact:limit-batch */
const maxOperations = 100

const maxBodyBytes = 1024 * 1024

/** The most that the responses of one batch hold together, in bytes before base64. The product's limit is not known. */
export const maxResponseBytes = 32 * 1024 * 1024

interface Operation {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

interface OperationReply {
  readonly id: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** How many bytes the responses of a batch may still hold. */
interface Room {
  left: number
}

/**
 * Answers a batch in JSON: reads only, one after the other. Bytes come as base64url, as OData 4.01 has it. An operation
 * whose response does not fit in is refused with 413, and the others are answered.
 * @param answer answers one request of the batch
 * @throws ServiceError 400 for a body that is no batch, or a batch that is too long
 */
export async function answerBatch(
  request: EmulatorRequest,
  rootPath: string,
  quirks: Quirks,
  answer: (request: EmulatorRequest) => Promise<Reply>,
): Promise<{ responses: OperationReply[] }> {
  const operations = parseBatch(await readBody(request.body))
  const room: Room = { left: maxResponseBytes }
  const responses: OperationReply[] = []
  for (const operation of operations) responses.push(await run(operation))
  return { responses }

  async function run({ id, method, url, headers }: Operation): Promise<OperationReply> {
    try {
      if (method.toUpperCase() !== 'GET') throw methodNotAllowed(method, 'GET')
      const target = /^(?:\/|https?:)/i.test(url) ? url : `${rootPath}/${url}`
      const reply = await answer({ ...request, method: 'GET', url: parseRequestUrl(target), headers })
      const body = await bodyOf(reply, room)
      return { id, status: reply.status, headers: reply.headers, ...(body === undefined ? {} : { body }) }
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      const refused = quirkedRefusal(error, quirks)
      return {
        id,
        status: refused.status,
        headers: refused.headers,
        body: JSON.parse(errorEnvelope(refused, crypto.randomUUID())),
      }
    }
  }
}

async function bodyOf({ body, headers }: Reply, room: Room): Promise<unknown> {
  if (typeof body !== 'object') {
    takeRoom(room, body?.length ?? 0)
    return headers['Content-Type']?.startsWith('application/json') ? JSON.parse(String(body)) : body
  }
  try {
    takeRoom(room, Number(headers['Content-Length']))
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(piece)
    return base64Url(concat(pieces))
  } finally {
    body.destroy()
  }
}

function takeRoom(room: Room, bytes: number): void {
  if (bytes > room.left) throw batchTooLarge(maxResponseBytes)
  room.left -= bytes
}

async function readBody(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const bytes = await readShort(body, maxBodyBytes, () => badRequest('The batch is too long.'))
  try {
    return JSON.parse(textOf(bytes))
  } catch {
    throw badRequest('The batch is not JSON.')
  }
}

function parseBatch(json: unknown): Operation[] {
  const requests = isRecord(json) ? json.requests : undefined
  if (!Array.isArray(requests)) throw badRequest("The batch has no list of 'requests'.")
  if (requests.length > maxOperations) {
    throw badRequest(`The batch has ${requests.length} operations; the most is ${maxOperations}.`)
  }
  const operations = requests.map(parseOperation)
  if (new Set(operations.map(({ id }) => id)).size < operations.length)
    throw badRequest('An id of the batch is not unique.')
  return operations
}

function parseOperation(json: unknown): Operation {
  const { id, method, url, headers = {} } = isRecord(json) ? json : {}
  const complete = typeof id === 'string' && typeof method === 'string' && typeof url === 'string' && isRecord(headers)
  if (!complete) throw badRequest("Each request of a batch needs an 'id', a 'method' and a 'url'.")
  const named = Object.entries(headers).map(([name, value]) => {
    if (typeof value !== 'string') throw badRequest(`The header '${name}' of a request of the batch is not text.`)
    return [name.toLowerCase(), value]
  })
  return { id, method, url, headers: Object.fromEntries(named) }
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
