import { companyNameNotValid, companyNotFound, noDefaultCompany, recordNotFound } from '../errors.ts'
import type { LateCommits } from '../late-commits.ts'
import type { Company, Entity } from '../model.ts'
import type { Quirks } from '../quirks.ts'
import type { EmulatorRequest } from '../request-reply.ts'
import type { Store } from '../storage/store.ts'
import { type EntityType, pictureType } from './entity-types.ts'
import { parseQuery, type Query, queryOption } from './odata/query.ts'
import type { UrlBase } from './odata/representation.ts'
import { requireEntity } from './pictures.ts'
import type { InParent } from './router/resource-path.ts'

/** One request to the web API, with everything that its response depends on. */
export interface Call extends UrlBase {
  readonly store: Store
  readonly quirks: Quirks
  readonly lateCommits: LateCommits
  readonly request: EmulatorRequest
  /** The root of the API as the caller wrote it, without scheme and host. */
  readonly rootPath: string
}

/** The query options of a call. @throws ServiceError 400 for an option that does not fit the type or the shape, 501 */
export function queryOf({ request, profile, quirks }: Call, type: EntityType, shape: 'single' | 'list'): Query {
  return parseQuery(request.url.query, { type, pictures: pictureType(profile), shape, filterIn: quirks['filter-in'] })
}

/**
 * The company in the path, else the one that `?company=` or the header `Company` gives by id or name, else the only one
 * (fact:company-parameter, fact:company-parameter-case, fact:company-header, fact:only-company).
 * @throws ServiceError 404 when there is no such company, or several and none is named
 */
export function requireCompany({ store, request }: Call, id: string | undefined): Company {
  const companies = store.companies()
  if (id !== undefined) {
    const company = companies.find((candidate) => candidate.id === id.toLowerCase())
    if (company === undefined) throw companyNotFound(id)
    return company
  }
  const wanted = queryOption(request.url.query, 'company') ?? request.headers.company?.toString()
  const [only, ...more] = companies
  if (wanted === undefined) {
    if (only === undefined || more.length > 0) throw noDefaultCompany()
    return only
  }
  const named = companies.find((company) => company.id === wanted.toLowerCase() || company.record.name === wanted)
  if (named === undefined) throw companyNameNotValid()
  return named
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
