import { companyNotFound, recordNotFound } from '../errors.ts'
import type { Company, Entity } from '../model.ts'
import type { Quirks } from '../quirks.ts'
import type { EmulatorRequest } from '../request-reply.ts'
import type { Store } from '../storage/store.ts'
import { type EntityType, pictureType } from './entity-types.ts'
import { parseQuery, type Query } from './odata/query.ts'
import type { UrlBase } from './odata/representation.ts'
import { requireEntity } from './pictures.ts'
import type { InParent } from './router/resource-path.ts'

/** One request to the web API, with everything that its response depends on. */
export interface Call extends UrlBase {
  readonly store: Store
  readonly quirks: Quirks
  readonly request: EmulatorRequest
  /** The root of the API as the caller wrote it, without scheme and host. */
  readonly rootPath: string
}

/** The query options of a call. @throws ServiceError 400 for an option that does not fit the type or the shape */
export function queryOf({ request, profile }: Call, type: EntityType, shape: 'single' | 'list'): Query {
  return parseQuery(request.url.query, type, pictureType(profile), shape)
}

/**
 * The company in the path, else the one that `?company=` gives by id or name, else the default one.
 * @throws ServiceError 404 when there is no such company
 */
export function requireCompany(call: Call, id: string | undefined): Company {
  const companies = call.store.companies()
  const wanted = id ?? call.request.url.query.get('company')
  const found =
    wanted === undefined
      ? companies[0]
      : companies.find((company) => company.id === wanted.toLowerCase() || company.record.name === wanted)
  if (found === undefined) throw companyNotFound(wanted ?? '')
  return found
}

/** The entity that a path leads to. @throws ServiceError 404 when there is no such company or entity */
export function requireParent(call: Call, { companyId, set, id }: InParent): Entity {
  return requireEntity(call.store, { companyId: requireCompany(call, companyId).id, set, id })
}

/**
 * The parent of a picture. The key of a picture is the id of its parent: any other finds nothing.
 * @throws ServiceError 404 when there is no such company, entity or picture
 */
export function requirePictureParent(call: Call, resource: InParent): Entity {
  const entity = requireParent(call, resource)
  const { pictureId } = resource
  if (pictureId !== undefined && pictureId !== entity.id) throw recordNotFound('picture', pictureId)
  return entity
}
