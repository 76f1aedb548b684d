import { invalid } from './errors.ts'
import type { Call } from './request/call.ts'

/** What the server knows about a picture, the same in all versions. */
export interface PictureInfo {
  /** Whether there is a picture. The server says that there is none by giving neither a size nor a content type. */
  exists: boolean
  /** The entity's id. */
  id: string
  /** In pixels; 0 without a picture, and for formats that the server does not know. */
  width: number
  height: number
  /** As the server has it, which may be wrong; empty without a picture. */
  contentType: string
  /** For `ifMatch`. It may not follow the bytes: equal etags do not prove equal pictures. */
  etag: string
}

/**
 * Brings the shapes of all versions together: one object, a collection of one or none, or null.
 *
 * @throws InvalidResponseError for what is no metadata of a picture.
 */
export function toInfo(answer: unknown, id: string, call: Call): PictureInfo {
  const value: unknown = (answer as { value?: unknown } | null)?.value ?? answer
  const isList = Array.isArray(value)
  const isNone = isList ? !value.length : value === null
  const record = isNone ? { width: 0 } : isList ? value[0] : value
  const { width, height = 0, contentType = '', '@odata.etag': etag = '' } = (record ?? {}) as Record<string, unknown>
  if (typeof width !== 'number' || typeof height !== 'number' || typeof contentType !== 'string') {
    throw invalid(call, 'returned no metadata of a picture.')
  }
  return { exists: !!(width || height || contentType), id, width, height, contentType, etag: `${etag}` }
}
