import { EmulatorStartError } from '../start-error.ts'
import type { SeedEntity } from './seed.ts'

/** The number of an entity; of a variant `ITEM/CODE`. */
export function numberOf(entity: SeedEntity): string {
  return entity.set === 'itemVariants' ? `${entity.itemNumber}/${entity.code}` : entity.number
}

/**
 * Checks that the entities of one company fit together: no two of one set share an id or a number, and every variant
 * has its item.
 * @throws EmulatorStartError that names both of them
 */
export function requireFitting(where: string, entities: readonly SeedEntity[]): void {
  const seen = new Map<string, number>()
  const items = new Set(entities.flatMap((entity) => (entity.set === 'items' ? [entity.number] : [])))
  for (const [index, entity] of entities.entries()) {
    const { set, id } = entity
    const number = numberOf(entity)
    const [byNumber, byId] = [`${set} ${number}`, `${set} #${id?.toLowerCase() ?? index}`]
    const [same, sameId] = [seen.get(byNumber), seen.get(byId)]
    if (same !== undefined) {
      throw new EmulatorStartError(
        `Entities ${same} and ${index} of ${where} are both ${set} ${number}: keep one, or give one another number.`,
      )
    }
    if (sameId !== undefined) {
      throw new EmulatorStartError(
        `Entities ${sameId} and ${index} of ${where} (${set}) have the same id ${id}: give each its own, or none.`,
      )
    }
    seen.set(byNumber, index).set(byId, index)
    if (entity.set === 'itemVariants' && !items.has(entity.itemNumber)) {
      throw new EmulatorStartError(
        `Entity ${index} of ${where} is a variant of the item ${entity.itemNumber}, and there is no such item: add it.`,
      )
    }
  }
}
