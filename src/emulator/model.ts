/** The three versions of the web API that this emulator speaks. */
export type ApiVersion = 'beta' | 'v1.0' | 'v2.0'

/** The entity sets whose entities carry a picture. */
export type ParentSet = 'items' | 'customers' | 'vendors' | 'employees' | 'contacts' | 'itemVariants'

/** A value that one property of a record can have on the wire. */
export type Scalar = string | number | boolean | null

/** The scalar properties of one entity, company or picture, by name. */
export type FlatRecord = Readonly<Record<string, Scalar>>

/** A company of the emulated environment. */
export interface Company {
  readonly id: string
  readonly record: FlatRecord
}

/** Stored bytes: what they hash to and how many there are. The store that returned it can read it back. */
export interface StoredContent {
  readonly sha256: string
  readonly size: number
}

/** One image of a media set: the bytes, and what the server tells of them. */
export interface Media {
  readonly content: StoredContent
  readonly width: number
  readonly height: number
  readonly contentType: string
}

/** Where an entity is found. */
export interface EntityKey {
  readonly companyId: string
  readonly set: ParentSet
  readonly id: string
}

/** An item, customer, vendor, employee, contact or item variant together with its picture. Never changed in place. */
export interface Entity extends EntityKey {
  /** Everything but `lastModifiedDateTime`. */
  readonly record: FlatRecord
  /** Milliseconds since 1970. */
  readonly lastModified: number
  /** What beta and v1.0 show instead, where it is another time (fact:last-modified-v1). */
  readonly fieldModified?: number
  /** Counts the changes of the picture, for its etag. */
  readonly mediaRevision: number
  /** The media set; the first image is the one that the API shows. */
  readonly media: readonly Media[]
}
