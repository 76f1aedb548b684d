import { invalid } from './errors.ts'
import type { PictureInfo } from './picture.ts'
import type { Call } from './request/call.ts'

/**
 * Brings the shapes of all versions together: one object, a collection of one or none, or null.
 *
 * @throws InvalidResponseError for what is no metadata of a picture.
 */
export function toInfo(answer: unknown, id: string, call: Call): PictureInfo {
  const value: unknown = (answer as { value?: unknown } | null)?.value ?? answer
  const record = Array.isArray(value) ? (value.length > 0 ? value[0] : NONE) : (value ?? NONE)
  const { width, height = 0, contentType = '', '@odata.etag': etag = '' } = (record ?? {}) as Record<string, unknown>
  if (typeof width !== 'number' || typeof height !== 'number' || typeof contentType !== 'string') {
    throw invalid(call, 'returned no metadata of a picture.')
  }
  return { exists: !!(width || height || contentType), id, width, height, contentType, etag: `${etag}` }
}

/** What the server says of an entity without a picture. */
const NONE = { width: 0 }
