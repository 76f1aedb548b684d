import { splitNumber } from './file-names.ts'
import { listEntities } from './listing.ts'
import { type ParentSet, readParentSet, SINGULAR, TransferUsageError } from './parents.ts'
import { escapeText } from './text.ts'
import type { Listed, TransferClient } from './transfer-client.ts'

/** An entity as a person types it: `items:1896-S`, `itemVariants:ITEM/CODE`, or with an id. */
export interface EntityAddress {
  readonly parents: ParentSet
  /** A number, `ITEM/CODE` or an id. */
  readonly key: string
}

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Reads `PARENTS:NUMBER` or `PARENTS:ID`.
 * @throws TransferUsageError when it has another form or names no entity set of the version
 */
export function readAddress(text: string, version: TransferClient['apiVersion']): EntityAddress {
  const [, name, key] = /^([^:]+):(.+)$/s.exec(text) ?? []
  if (!name || !key) {
    throw new TransferUsageError(`"${text}" names no entity: write PARENTS:NUMBER or PARENTS:ID, such as items:1896-S.`)
  }
  const parents = readParentSet(name, version)
  if (parents === 'itemVariants' && !GUID.test(key) && !/^.+\/.+$/s.test(key)) {
    throw new TransferUsageError(`"${text}" names no item variant: write itemVariants:ITEM/CODE.`)
  }
  return { parents, key }
}

/**
 * Finds the entity that an address names.
 * @throws EntityNotFoundError when there is none
 */
export async function findListed(
  client: TransferClient,
  { parents, key }: EntityAddress,
  signal?: AbortSignal,
): Promise<Listed> {
  const filter = GUID.test(key) ? `id eq ${key}` : numberFilter(parents, key)
  // Numbers are upper case and `eq` ignores case (fact:filter-code-case); a server that did not filter must not decide.
  const wanted = key.toUpperCase()
  for await (const entity of listEntities(client, parents, { filter, also: 'name', signal })) {
    if (entity.number.toUpperCase() === wanted || entity.id.toUpperCase() === wanted) return entity
  }
  throw new EntityNotFoundError(`There is no ${SINGULAR[parents]} ${escapeText(key)} in this company.`)
}

/** There is no such entity. */
export class EntityNotFoundError extends Error {
  override readonly name = 'EntityNotFoundError'
}

function numberFilter(parents: ParentSet, key: string): string {
  if (parents !== 'itemVariants') return `number eq ${quoted(key)}`
  const [item, code = ''] = splitNumber(parents, key)
  return `itemNumber eq ${quoted(item)} and code eq ${quoted(code)}`
}

/** OData doubles a quote within quotes. */
const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`
