import { parentFirst } from '../errors.ts'
import type { FlatRecord } from '../model.ts'
import type { Reply } from '../request-reply.ts'
import { type Call, queryOf, requireCompany, requireParent, requirePictureParent } from './call.ts'
import { companyType, parentTypes, pictureType } from './entity-types.ts'
import { entityEtag, pictureEtag } from './etags.ts'
import { listReply } from './list-reply.ts'
import { jsonReply } from './odata/json-reply.ts'
import { jsonMembers, type Members } from './odata/json-text.ts'
import { maxPageSize, takePage } from './odata/page.ts'
import type { Query } from './odata/query.ts'
import {
  contextMember,
  entityPath,
  entityRecord,
  pick,
  pictureRecord,
  renderEntity,
  renderPicture,
} from './odata/representation.ts'
import type { InCompany, InParent, InSet } from './router/resource-path.ts'
import { serviceMetadata } from './service-metadata.ts'

/** The list of entity sets, at the root of the API. */
export function readServiceDocument({ serviceRoot, profile, level }: Call): Reply {
  const names = ['companies', ...profile.parents, ...(profile.parentType ? ['pictures'] : [])]
  const value = names.map((name) => ({ name, kind: 'EntitySet', url: name }))
  return jsonReply(level, [jsonMembers({ '@odata.context': `${serviceRoot}/$metadata`, value }, level)])
}

/** `$metadata`. */
export function readMetadata({ profile }: Call): Reply {
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: serviceMetadata(profile) }
}

/** `companies`. */
export function readCompanies(call: Call): Reply {
  const query = queryOf(call, companyType, 'list')
  return listReply(call, 'companies', query, call.store.companies(), ({ record }) => recordMembers(call, record, query))
}

/** One company. */
export function readCompany(call: Call, { companyId }: { readonly companyId: string }): Reply {
  const query = queryOf(call, companyType, 'single')
  const { record } = requireCompany(call, companyId)
  const context = contextMember(call, 'companies', query.select, true)
  return jsonReply(call.level, [context, recordMembers(call, record, query)])
}

/** One entity set, such as `items`. */
export function readParents(call: Call, { set, companyId }: InSet): Reply {
  const query = queryOf(call, parentTypes[set], 'list')
  const company = requireCompany(call, companyId)
  const rows = call.store
    .entities(company.id, set)
    .map((entity) => ({ entity, record: entityRecord(entity, call.profile) }))
  return listReply(call, `companies(${company.id})/${set}`, query, rows, ({ entity }) =>
    renderEntity(call, entity, query),
  )
}

/** `$count` of an entity set: the number alone. */
export function countParents(call: Call, { set, companyId }: InSet): Reply {
  const query = queryOf(call, parentTypes[set], 'list')
  const company = requireCompany(call, companyId)
  const rows = call.store.entities(company.id, set).map((entity) => ({ record: entityRecord(entity, call.profile) }))
  const { total } = takePage(rows, query, maxPageSize)
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(total) }
}

/** One entity. */
export function readParent(call: Call, resource: InParent): Reply {
  const query = queryOf(call, parentTypes[resource.set], 'single')
  const entity = requireParent(call, resource)
  const context = contextMember(call, `companies(${entity.companyId})/${entity.set}`, query.select, true)
  return jsonReply(call.level, [context, renderEntity(call, entity, query)], etagHeader(call, entityEtag(entity)))
}

/** `picture` of an entity where a version answers with a list of one. */
export function readPictures(call: Call, resource: InParent): Reply {
  const query = queryOf(call, pictureType(call.profile), 'list')
  const entity = requireParent(call, resource)
  const rows = [{ entity, record: pictureRecord(entity, call.profile) }]
  return listReply(call, `${entityPath(entity)}/picture`, query, rows, () => renderPicture(call, entity, query.select))
}

/** One picture: its metadata. */
export function readPicture(call: Call, resource: InParent): Reply {
  const { select } = queryOf(call, pictureType(call.profile), 'single')
  const entity = requirePictureParent(call, resource)
  const context = contextMember(call, `${entityPath(entity)}/picture`, select, true)
  return jsonReply(call.level, [context, renderPicture(call, entity, select)], etagHeader(call, pictureEtag(entity)))
}

/** `pictures` of a company. @throws ServiceError 400 without a filter on both `id` and `parentType` */
export function readAllPictures(call: Call, { companyId }: InCompany): Reply {
  const query = queryOf(call, pictureType(call.profile), 'list')
  const company = requireCompany(call, companyId)
  const named = query.filter?.properties
  if (!named?.has('id') || !named.has('parentType')) throw parentFirst()
  const rows = call.profile.parents
    .flatMap((set) => call.store.entities(company.id, set))
    .map((entity) => ({ entity, record: pictureRecord(entity, call.profile) }))
  return listReply(call, `companies(${company.id})/pictures`, query, rows, ({ entity }) =>
    renderPicture(call, entity, query.select),
  )
}

function recordMembers({ level }: Call, record: FlatRecord, { select }: Query): Members {
  return jsonMembers(pick(record, select), level)
}

function etagHeader({ quirks }: Call, etag: string): Record<string, string> {
  return quirks['etag-header'] === 'sent' ? { ETag: etag } : {}
}
