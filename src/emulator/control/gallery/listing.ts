import { pictureEtag } from '../../api/etags.ts'
import { companyNotFound } from '../../errors.ts'
import type { Entity, ParentSet } from '../../model.ts'
import type { Store } from '../../storage/store.ts'
import type { VersionProfile } from '../../versions.ts'

/** What the gallery shows of one image of a media set. `contentType` is what the web API reports. */
interface ListedImage {
  readonly sha256: string
  readonly size: number
  readonly width: number
  readonly height: number
  readonly contentType: string
}

/** What the gallery shows of one entity. */
export interface ListedEntity {
  readonly set: ParentSet
  readonly id: string
  /** A variant is numbered `<item>/<code>`. */
  readonly number: string
  readonly name: string
  /** ISO 8601. */
  readonly lastModified: string
  /** The picture's etag. */
  readonly etag: string
  /** The media set; the web API shows the first image only. */
  readonly images: readonly ListedImage[]
}

/** A company with all its entities, and the names of the others. */
export interface Listing {
  readonly companies: readonly { readonly id: string; readonly name: string }[]
  /** The id of the company that is shown; null where there is no company at all. */
  readonly companyId: string | null
  readonly sets: readonly ParentSet[]
  readonly entities: readonly ListedEntity[]
}

/**
 * Lists a company, the first one unless `companyId` says which.
 * @throws ServiceError 404 for a company that is not there
 */
export async function listCompany(
  store: Store,
  profile: VersionProfile,
  companyId: string | undefined,
): Promise<Listing> {
  const companies = (await store.companies()).map(({ id, record }) => ({ id, name: String(record.name) }))
  const shown = companyId === undefined ? companies[0] : companies.find(({ id }) => id === companyId)
  if (companyId !== undefined && shown === undefined) throw companyNotFound(companyId)
  const sets = profile.parents
  const lists = shown === undefined ? [] : await Promise.all(sets.map((set) => store.entities(shown.id, set)))
  return {
    companies,
    companyId: shown?.id ?? null,
    sets,
    entities: lists.flat().map((entity) => listEntity(entity, profile)),
  }
}

/** One entity as the gallery shows it. */
export function listEntity(entity: Entity, { alwaysJpeg }: VersionProfile): ListedEntity {
  const { set, id, record, lastModified, media } = entity
  return {
    set,
    id,
    number: String(record.number ?? `${record.itemNumber}/${record.code}`),
    name: String(record.displayName ?? record.description),
    lastModified: new Date(lastModified).toISOString(),
    etag: pictureEtag(entity),
    images: media.map(({ content: { sha256, size }, width, height, contentType }) => {
      return { sha256, size, width, height, contentType: alwaysJpeg ? 'image/jpeg' : contentType }
    }),
  }
}
