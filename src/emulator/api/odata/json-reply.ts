import type { Reply } from '../../request-reply.ts'
import { jsonObject, type Members } from './json-text.ts'
import type { MetadataLevel } from './metadata-level.ts'

/** The content type of every JSON answer of the product, unless another level of control information is asked for. */
export const odataJson = 'application/json; odata.metadata=minimal; odata.streaming=true'

/** A JSON answer of the web API: an object of these members, written with as much as the level carries. */
export function jsonReply(
  level: MetadataLevel,
  members: readonly Members[],
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const type = odataJson.replace('minimal', level)
  return { status: 200, headers: { 'Content-Type': type, ...headers }, body: jsonObject(...members) }
}
