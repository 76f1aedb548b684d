import type { Contract } from '../contract/contract.ts'

/** Ids from a server are known to be GUIDs; others are ours. Neither leads a path astray. */
const HARMLESS = /^[\w-]{1,64}$/

/** An entity whose picture is meant: the paths of it, below the base URL. */
export class Subject {
  readonly parent: string
  readonly companyId: string
  readonly id: string
  /** What people call it, such as `items:1896-S`. */
  readonly label: string
  /** The entity itself. */
  readonly path: string
  /** Where the metadata is read: a collection of one in beta and v1.0. */
  readonly metadata: string
  /** The picture itself: with its key in beta and v1.0. DELETE goes here. */
  readonly picture: string
  /** The bytes. */
  readonly content: string

  constructor(contract: Contract, companyId: string, parent: string, id: string, key = id) {
    for (const part of [companyId, id]) if (!HARMLESS.test(part)) throw new Error('An id may not be part of a path.')
    this.parent = parent
    this.companyId = companyId
    this.id = id
    this.label = `${parent}:${key}`
    this.path = `/companies(${companyId})/${parent}(${id})`
    this.metadata = `${this.path}/picture`
    this.picture = contract.keyed ? `${this.metadata}(${id})` : this.metadata
    this.content = `${this.picture}/${contract.stream}`
  }
}
