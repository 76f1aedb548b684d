import type { Contract } from '../contract/contract.ts'

/** What comes from a server must not lead a path astray. */
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

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
    for (const part of [companyId, id]) if (!GUID.test(part)) throw new Error('An id is no GUID.')
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
