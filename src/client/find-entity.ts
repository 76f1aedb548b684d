import type { ApiVersion } from '../versions.ts'
import type { CallOptions } from './options.ts'
import type { Entity, Parent, PictureClient, WithPicture } from './picture-client.ts'

/**
 * Finds the entity with a number, with the facts of its picture, or null. Item variants go by `ITEM/CODE`.
 *
 * @throws TypeError for an item variant without a slash.
 */
export async function findEntity<Version extends ApiVersion, Name extends Parent<Version>>(
  client: PictureClient<Version>,
  parent: Name,
  number: string,
  options?: CallOptions,
): Promise<WithPicture<Entity<Version, Name>> | null> {
  for await (const one of client.list(parent, { ...options, filter: condition(parent, number) })) return one
  return null
}

function condition(parent: string, number: string): string {
  if (parent !== 'itemVariants') return equals('number', number)
  // The item's number may hold slashes; the code comes last.
  const [, item, code] = /^(.+)\/(.+)$/.exec(number) ?? []
  if (!item || !code) throw new TypeError(`"${number}" names no item variant: write ITEM/CODE.`)
  return `${equals('itemNumber', item)} and ${equals('code', code)}`
}

// OData doubles a quote within quotes.
const equals = (property: string, value: string): string => `${property} eq '${value.replaceAll("'", "''")}'`
