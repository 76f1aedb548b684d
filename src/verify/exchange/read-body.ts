/** How much of a response is read. Both in bytes. */
export interface ReadLimits {
  /** Of JSON, XML and errors. */
  readonly text: number
  /** Of a picture. */
  readonly picture: number
}

/** Room enough for a page of 20,000 entities, and for the largest picture that the product takes. fact:body-limit */
export const DEFAULT_LIMITS: ReadLimits = { text: 16 * 1024 * 1024, picture: 350 * 1024 * 1024 }

/** A body, and why it is incomplete, if it is. */
export interface Body {
  readonly bytes: Buffer
  readonly broken: string | undefined
}

/**
 * Reads a body, chunk by chunk, and no more than a limit of it. An encoded one is not read: nobody asked for it, and a
 * few bytes of it may become gigabytes.
 * @throws TimeoutError, AbortError of the signal that the request was sent with
 */
export async function readBody(response: Response, limit: number): Promise<Body> {
  const encoding = response.headers.get('content-encoding')?.trim().toLowerCase() || 'identity'
  if (encoding !== 'identity') {
    await response.body?.cancel().catch(() => undefined)
    const bytes = Buffer.alloc(0)
    return { bytes, broken: `The body is encoded (${encoding}), though only identity was asked for: it was not read.` }
  }
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length
      if (length > limit) {
        const rest = limit - (length - chunk.length)
        return { bytes: Buffer.concat([...chunks, chunk.subarray(0, rest)]), broken: tooLong(limit) }
      }
      chunks.push(chunk)
    }
    return { bytes: Buffer.concat(chunks), broken: undefined }
  } catch (error) {
    if (['TimeoutError', 'AbortError'].includes((error as Error).name)) throw error
    const promised = response.headers.get('content-length')
    const of = promised ? ` of the ${promised} that Content-Length promises` : ''
    return { bytes: Buffer.concat(chunks), broken: `The connection broke after ${length} bytes${of}.` }
  }
}

function tooLong(limit: number): string {
  const size = limit >= 1024 * 1024 ? `${Math.round(limit / 1024 / 1024)} MB` : `${limit} bytes`
  return `The body is longer than ${size}: no more of it was read. --max-response allows more for JSON and XML.`
}
