import type { ApiVersion } from '../versions.ts'
import { hasMethods, must, show, textLike } from './check.ts'
import { checkCall } from './check-options.ts'
import { InvalidResponseError } from './errors.ts'
import type { Entity, Parent, WithPicture } from './list.ts'
import type { CallOptions } from './options.ts'
import type { PictureClient } from './picture-client.ts'
import { harmless } from './request/redact.ts'

/**
 * Finds the entity with a number, with the metadata of its picture, or null. Item variants go by `ITEM/CODE`. Whether
 * letters are capital does not matter.
 *
 * @throws TypeError for a client that is none, for a number that is not text, and for an item variant without a slash. InvalidResponseError for a
 * server that gives another entity than the one it was asked for.
 */
export async function findEntity<Version extends ApiVersion, Name extends Parent<Version>>(
  client: PictureClient<Version>,
  parent: Name,
  number: string,
  options: CallOptions = {},
): Promise<WithPicture<Entity<Version, Name>> | null> {
  checkClient('client', client)
  checkCall('findEntity()', options)
  const wanted = propertiesOf(parent, number)
  const filter = Object.entries(wanted).map(equals).join(' and ')
  for await (const one of client.list(parent, { ...options, filter })) {
    for (const [property, value] of Object.entries(wanted)) {
      const found = `${(one as Record<string, unknown>)[property]}`
      if (normal(found) === normal(value)) continue
      const what = `${parent} where ${property} is ${show(value)}, and got one where it is ${show(harmless(found, []))}`
      throw new InvalidResponseError(`Asked for ${what}: the server ignored $filter.`)
    }
    return one
  }
  return null
}

const checkClient = must((client) => hasMethods(client, 'list', 'picture'), 'a client, made by createPictureClient()')
const checkNumber = textLike(/\S/, "text, such as '10000'")

/** What an entity has to be equal in. */
function propertiesOf(parent: string, number: string): Record<string, string> {
  checkNumber('number', number)
  if (parent !== 'itemVariants') return { number }
  // The item's number may hold slashes; the code comes last.
  const [, item, code] = /^(.+)\/(.+)$/s.exec(number) ?? []
  if (!item || !code) throw new TypeError(`"${number}" is not an item variant: write ITEM/CODE.`)
  return { itemNumber: item, code }
}

// OData doubles a quote within quotes.
const equals = ([property, value]: [string, string]): string => `${property} eq '${value.replaceAll("'", "''")}'`

/** Numbers and codes are kept in capitals, without blanks around them. */
const normal = (text: string): string => text.trim().toUpperCase()
