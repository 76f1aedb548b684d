import { companyNotFound, methodNotAllowed, parentFirst, recordNotFound } from '../errors.ts'
import type { Company, Entity, FlatRecord } from '../model.ts'
import type { Quirks } from '../quirks.ts'
import { type EmulatorRequest, noContent, type Reply } from '../request-reply.ts'
import type { Store } from '../storage/store.ts'
import { companyType, parentTypes, pictureType } from './entity-types.ts'
import { entityEtag, pictureEtag } from './etags.ts'
import { answerBatch } from './odata/batch.ts'
import { jsonReply } from './odata/json-reply.ts'
import { jsonMembers, jsonObject, type Members } from './odata/json-text.ts'
import { metadataLevel } from './odata/metadata-level.ts'
import { maxPageSize, preferredPageSize, takePage } from './odata/page.ts'
import { parseQuery, type Query } from './odata/query.ts'
import {
  contextMember,
  entityPath,
  entityRecord,
  pick,
  pictureRecord,
  renderEntity,
  renderPicture,
  type UrlBase,
} from './odata/representation.ts'
import { deletePicture, downloadPicture, requireEntity, uploadPicture } from './pictures.ts'
import type { BatchResource, ContentResource, InCompany, InParent, InSet, Resource } from './router/resource-path.ts'
import type { Router } from './router/router.ts'
import { serviceMetadata } from './service-metadata.ts'

/** What the web API answers from. */
export interface Service {
  readonly store: Store
  readonly quirks: Quirks
  readonly route: Router
}

interface Call extends UrlBase {
  readonly store: Store
  readonly quirks: Quirks
  readonly request: EmulatorRequest
}

/**
 * Answers one signed-in request for the web API; what needs no more than to look is answered at once.
 * @throws ServiceError for every refusal, or rejects with it
 */
export function answerApi(service: Service, request: EmulatorRequest): Reply | Promise<Reply> {
  const { store, quirks, route } = service
  const { profile, rootPath, resource } = route(request.url)
  const level = metadataLevel(request.headers.accept)
  const call: Call = { store, quirks, request, profile, level, serviceRoot: request.origin + rootPath }
  if (resource.kind === 'batch') return answerMany(call, rootPath, async (one) => answerApi(service, one))
  if (resource.kind === 'content') return answerContent(call, resource)
  if (resource.kind === 'picture' && request.method === 'DELETE') {
    return removePicture(call, requirePictureParent(call, resource))
  }
  requireMethod(call, resource.kind === 'picture' ? 'GET, HEAD, DELETE' : 'GET, HEAD')
  return read(call, resource)
}

async function answerMany(
  call: Call,
  rootPath: string,
  answer: (request: EmulatorRequest) => Promise<Reply>,
): Promise<Reply> {
  requireMethod(call, 'POST')
  const { request, quirks, level } = call
  return jsonReply(level, [jsonMembers(await answerBatch(request, rootPath, quirks, answer), level)])
}

async function removePicture({ store, request }: Call, entity: Entity): Promise<Reply> {
  await deletePicture(store, entity, request.headers['if-match'])
  return noContent
}

function requireMethod(call: Call, allow: string): void {
  const { method } = call.request
  if (!allow.split(', ').includes(method)) throw methodNotAllowed(method, allow)
}

function read(call: Call, resource: Exclude<Resource, ContentResource | BatchResource>): Reply {
  switch (resource.kind) {
    case 'serviceDocument':
      return serviceDocument(call)
    case 'metadata':
      return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: serviceMetadata(call.profile) }
    case 'companies':
      return readCompanies(call)
    case 'company':
      return readCompany(call, resource.companyId)
    case 'parents':
      return readParents(call, resource)
    case 'parentCount':
      return countParents(call, resource)
    case 'parent':
      return readParent(call, resource)
    case 'pictures':
      return readPictures(call, resource)
    case 'picture':
      return readPicture(call, resource)
    case 'allPictures':
      return readAllPictures(call, resource)
  }
}

async function answerContent(call: Call, resource: InParent): Promise<Reply> {
  requireMethod(call, 'GET, HEAD, PATCH')
  const { method, headers, body } = call.request
  const entity = requirePictureParent(call, resource)
  if (method === 'PATCH') {
    await uploadPicture(call.store, entity, headers['if-match'], body)
    return noContent
  }
  const content = await downloadPicture(call.store, entity)
  if (content === undefined) return noContent
  // Which content type the product sends here is recorded nowhere.
  const reportsPicture = call.quirks['download-type'] === 'picture'
  const type = reportsPicture ? String(pictureRecord(entity, call.profile).contentType) : 'application/octet-stream'
  const contentHeaders = { 'Content-Type': type, 'Content-Length': String(content.size) }
  return { status: 200, headers: contentHeaders, body: content.body }
}

function serviceDocument({ serviceRoot, profile, level }: Call): Reply {
  const names = ['companies', ...profile.parents, ...(profile.parentType ? ['pictures'] : [])]
  const value = names.map((name) => ({ name, kind: 'EntitySet', url: name }))
  return jsonReply(level, [jsonMembers({ '@odata.context': `${serviceRoot}/$metadata`, value }, level)])
}

function readCompanies(call: Call): Reply {
  const query = parseQuery(call.request.url.query, companyType, pictureType(call.profile), 'list')
  return listReply(call, 'companies', query, call.store.companies(), ({ record }) => recordMembers(call, record, query))
}

function readCompany(call: Call, id: string): Reply {
  const query = parseQuery(call.request.url.query, companyType, pictureType(call.profile), 'single')
  const { record } = requireCompany(call, id)
  const context = contextMember(call, 'companies', query.select, true)
  return jsonReply(call.level, [context, recordMembers(call, record, query)])
}

function recordMembers({ level }: Call, record: FlatRecord, { select }: Query): Members {
  return jsonMembers(pick(record, select), level)
}

function readParents(call: Call, { set, companyId }: InSet): Reply {
  const query = parseQuery(call.request.url.query, parentTypes[set], pictureType(call.profile), 'list')
  const company = requireCompany(call, companyId)
  const rows = call.store.entities(company.id, set).map((entity) => ({ entity, record: entityRecord(entity) }))
  return listReply(call, `companies(${company.id})/${set}`, query, rows, ({ entity }) =>
    renderEntity(call, entity, query),
  )
}

function countParents(call: Call, { set, companyId }: InSet): Reply {
  const query = parseQuery(call.request.url.query, parentTypes[set], pictureType(call.profile), 'list')
  const company = requireCompany(call, companyId)
  const rows = call.store.entities(company.id, set).map((entity) => ({ record: entityRecord(entity) }))
  const { total } = takePage(rows, query, maxPageSize)
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(total) }
}

function readParent(call: Call, { set, companyId, id }: InParent): Reply {
  const query = parseQuery(call.request.url.query, parentTypes[set], pictureType(call.profile), 'single')
  const entity = requireEntity(call.store, { companyId: requireCompany(call, companyId).id, set, id })
  const context = contextMember(call, `companies(${entity.companyId})/${set}`, query.select, true)
  return jsonReply(call.level, [context, renderEntity(call, entity, query)], etagHeader(call, entityEtag(entity)))
}

function readPictures(call: Call, { set, companyId, id }: InParent): Reply {
  const type = pictureType(call.profile)
  const query = parseQuery(call.request.url.query, type, type, 'list')
  const entity = requireEntity(call.store, { companyId: requireCompany(call, companyId).id, set, id })
  const rows = [{ entity, record: pictureRecord(entity, call.profile) }]
  return listReply(call, `${entityPath(entity)}/picture`, query, rows, () => renderPicture(call, entity, query.select))
}

function readPicture(call: Call, resource: InParent): Reply {
  const type = pictureType(call.profile)
  const { select } = parseQuery(call.request.url.query, type, type, 'single')
  const entity = requirePictureParent(call, resource)
  const context = contextMember(call, `${entityPath(entity)}/picture`, select, true)
  return jsonReply(call.level, [context, renderPicture(call, entity, select)], etagHeader(call, pictureEtag(entity)))
}

function readAllPictures(call: Call, { companyId }: InCompany): Reply {
  const type = pictureType(call.profile)
  const query = parseQuery(call.request.url.query, type, type, 'list')
  const company = requireCompany(call, companyId)
  if (query.filter === undefined) throw parentFirst()
  const rows = call.profile.parents
    .flatMap((set) => call.store.entities(company.id, set))
    .map((entity) => ({ entity, record: pictureRecord(entity, call.profile) }))
  return listReply(call, `companies(${company.id})/pictures`, query, rows, ({ entity }) =>
    renderPicture(call, entity, query.select),
  )
}

function etagHeader({ quirks }: Call, etag: string): Record<string, string> {
  return quirks['etag-header'] === 'sent' ? { ETag: etag } : {}
}

function listReply<T extends { readonly record: FlatRecord }>(
  call: Call,
  path: string,
  query: Query,
  all: readonly T[],
  render: (row: T) => Members,
): Reply {
  const { request } = call
  const preferred = preferredPageSize(request.headers.prefer?.toString())
  const page = takePage(all, query, preferred ?? maxPageSize)
  const members = [
    contextMember(call, path, query.select, false),
    query.count ? `"@odata.count":${page.total}` : '',
    `"value":[${page.rows.map((row) => jsonObject(render(row))).join()}]`,
    page.nextToken === undefined
      ? ''
      : jsonMembers({ '@odata.nextLink': nextLink(request, page.nextToken) }, call.level),
  ]
  const headers = preferred === undefined ? {} : { 'Preference-Applied': `odata.maxpagesize=${preferred}` }
  return jsonReply(call.level, members, headers)
}

function nextLink({ origin, url }: EmulatorRequest, token: number): string {
  const options = [...new Map([...url.query, ['$skiptoken', String(token)]])]
  const encode = (text: string) => encodeURIComponent(text).replace(/^%24/, '$')
  return `${origin}${url.path}?${options.map(([name, value]) => `${encode(name)}=${encodeURIComponent(value)}`).join('&')}`
}

/** The company in the path, else the one that `?company=` names by id or name, else the default one. */
function requireCompany(call: Call, id: string | undefined): Company {
  const companies = call.store.companies()
  const wanted = id ?? call.request.url.query.get('company')
  const found =
    wanted === undefined
      ? companies[0]
      : companies.find((company) => company.id === wanted.toLowerCase() || company.record.name === wanted)
  if (found === undefined) throw companyNotFound(wanted ?? '')
  return found
}

/** The parent of a picture. The key of a picture is the id of its parent: any other finds nothing. */
function requirePictureParent(call: Call, { set, id, pictureId, companyId }: InParent): Entity {
  const { id: company } = requireCompany(call, companyId)
  const entity = requireEntity(call.store, { companyId: company, set, id })
  if (pictureId !== undefined && pictureId !== entity.id) throw recordNotFound('picture', pictureId)
  return entity
}
