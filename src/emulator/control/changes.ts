import { shown } from '../../option-checks.ts'
import { parentTypes } from '../api/entity-types.ts'
import { badRequest, notThere } from '../errors.ts'
import type { Entity, Media, ParentSet } from '../model.ts'
import type { Store } from '../storage/store.ts'

/** An entity by its set and its number; a variant is numbered `ITEM/CODE`. */
export interface EntityName {
  readonly set: ParentSet
  readonly number: string
  /** By name or id. Default: the first company. */
  readonly company?: string | undefined
}

/**
 * Changes that somebody else makes, not through the web API: entities are renamed, made anew, removed, posted and given
 * pictures. Dates move as in the product (fact:last-modified-v2, fact:last-modified-v1).
 */
export class Changes {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** Gives an entity another number. It keeps its id; variants follow their item. @throws ServiceError 400, 404 */
  rename(name: EntityName, to: string): Promise<void> {
    const entity = this.#find(name)
    if (typeof to !== 'string' || to === '') throw badRequest(`The new number must be a string, not ${shown(to)}.`)
    if (this.#all().some((other) => isNamed(other, { ...name, number: to }, entity.companyId))) {
      throw badRequest(`The number '${to}' is taken by another entity of ${name.set}: choose another one.`)
    }
    const [item, code] = name.set === 'itemVariants' ? splitVariant(to) : [to, '']
    const numbers = name.set === 'itemVariants' ? { itemNumber: item, code } : { number: to }
    return this.#replace((current) => {
      if (current === entity) return [moved({ ...current, record: { ...current.record, ...numbers } })]
      const follows = name.set === 'items' && current.set === 'itemVariants' && current.record.itemId === entity.id
      return [follows ? moved({ ...current, record: { ...current.record, itemNumber: to } }) : current]
    })
  }

  /** Removes an entity and makes another of the same number: with an id of its own, and without a picture. */
  recreate(name: EntityName): Promise<void> {
    const entity = this.#find(name)
    const id = crypto.randomUUID()
    const made = {
      ...entity,
      id,
      record: { ...entity.record, id },
      media: [],
      mediaRevision: 0,
      lastModified: Date.now(),
    }
    const { fieldModified: _, ...fresh } = made
    return this.#replace((current) => [current === entity ? fresh : current])
  }

  /** Removes an entity. */
  remove(name: EntityName): Promise<void> {
    const entity = this.#find(name)
    return this.#replace((current) => (current === entity ? [] : [current]))
  }

  /** Moves the date of v2.0 as posting does, and neither pictures nor the date of v1.0. Default: all entities of the set. */
  touch({ set, company }: Omit<EntityName, 'number'>, numbers?: readonly string[]): Promise<void> {
    requireSet(set)
    const companyId = this.#companyId(company)
    if (numbers !== undefined && !Array.isArray(numbers)) {
      throw badRequest(`The numbers must be a list, such as ['1000'], not ${shown(numbers)}.`)
    }
    const touched = new Set(numbers?.map((number) => this.#find({ set, number, company })))
    return this.#replace((current) => {
      const isMeant =
        current.companyId === companyId && current.set === set && (numbers === undefined || touched.has(current))
      return [isMeant ? { ...moved(current), fieldModified: current.fieldModified ?? current.lastModified } : current]
    })
  }

  /** Puts another picture in place of the whole media set, or takes it away. Neither date moves without `moveDate`. */
  async setPicture(name: EntityName, bytes: Uint8Array | null, { moveDate = true } = {}): Promise<void> {
    this.#find(name)
    if (bytes !== null && !(bytes instanceof Uint8Array)) {
      throw badRequest(`The picture must be bytes (Uint8Array), or null to remove it, not ${shown(bytes)}.`)
    }
    const media = bytes === null ? [] : [await this.#store.writeMedia(piece(bytes))]
    try {
      const entity = this.#find(name)
      await this.#replace((current) => [current === entity ? withMedia(current, media, moveDate) : current])
    } finally {
      this.#store.release(media.map(({ content }) => content))
    }
  }

  #companyId(company: string | undefined): string {
    const companies = this.#store.companies()
    const found =
      company === undefined
        ? companies[0]
        : companies.find(({ id, record }) => id === company.toLowerCase() || record.name === company)
    if (found === undefined) {
      const names = companies.map(({ record }) => `'${record.name}'`)
      throw notThere(`There is no company ${shown(company)}: use ${names.join(' or ')}.`)
    }
    return found.id
  }

  #find(name: EntityName): Entity {
    requireSet(name?.set)
    if (typeof name.number !== 'string') {
      throw badRequest(`The number of the entity must be a string, not ${shown(name.number)}.`)
    }
    const companyId = this.#companyId(name.company)
    const found = this.#all().find((entity) => isNamed(entity, name, companyId))
    if (found === undefined) throw notThere(`There is no entity ${name.number} in ${name.set}: check its number.`)
    return found
  }

  #all(): Entity[] {
    const sets = Object.keys(parentTypes) as ParentSet[]
    return this.#store.companies().flatMap(({ id }) => sets.flatMap((set) => this.#store.entities(id, set)))
  }

  /** In one step: everything up to the call of `restore` is synchronous. */
  #replace(change: (entity: Entity) => readonly Entity[]): Promise<void> {
    return this.#store.restore({ companies: this.#store.companies(), entities: this.#all().flatMap(change) })
  }
}

function isNamed({ companyId, set, record }: Entity, name: EntityName, company: string): boolean {
  const number = set === 'itemVariants' ? `${record.itemNumber}/${record.code}` : record.number
  return companyId === company && set === name.set && number === name.number
}

function splitVariant(number: string): readonly [item: string, code: string] {
  const slash = number.lastIndexOf('/')
  if (slash < 0) throw badRequest(`The number '${number}' of a variant is not of the form ITEM/CODE: write both.`)
  return [number.slice(0, slash), number.slice(slash + 1)]
}

function requireSet(set: unknown): void {
  if (typeof set === 'string' && Object.hasOwn(parentTypes, set)) return
  throw badRequest(`The set ${shown(set)} is unknown: use one of ${Object.keys(parentTypes).join(', ')}.`)
}

function moved(entity: Entity): Entity {
  const { fieldModified: _, ...rest } = entity
  return { ...rest, lastModified: Math.max(Date.now(), entity.lastModified + 1) }
}

function withMedia(entity: Entity, media: readonly Media[], moveDate: boolean): Entity {
  const changed = { ...entity, media, mediaRevision: entity.mediaRevision + 1 }
  return moveDate ? moved(changed) : changed
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from(bytes)
}
