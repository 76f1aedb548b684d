import { companyType, parentTypes, pictureType } from './entity-types.ts'
import { companyNotFound, methodNotAllowed, parentFirst, recordNotFound } from './errors.ts'
import { entityEtag, pictureEtag } from './etags.ts'
import type { Company, Entity, FlatRecord } from './model.ts'
import { answerBatch } from './odata/batch.ts'
import { metadataLevel } from './odata/metadata-level.ts'
import { maxPageSize, preferredPageSize, takePage } from './odata/page.ts'
import { parseQuery, type Query } from './odata/query.ts'
import {
  contextUrl,
  entityPath,
  entityRecord,
  pick,
  pictureRecord,
  renderEntity,
  renderPicture,
  type UrlBase,
} from './odata/representation.ts'
import { deletePicture, downloadPicture, requireEntity, uploadPicture } from './pictures.ts'
import type { Quirks } from './quirks.ts'
import { type EmulatorRequest, jsonReply, noContent, type Reply } from './reply.ts'
import { findApiRoot } from './router/api-root.ts'
import {
  type ContentResource,
  type InCompany,
  type InParent,
  type InSet,
  parseResourcePath,
  type Resource,
} from './router/resource-path.ts'
import { serviceMetadata } from './service-metadata.ts'
import type { Store } from './store.ts'
import type { VersionProfiles } from './versions.ts'

/** What the web API answers from. */
export interface Service {
  readonly store: Store
  readonly quirks: Quirks
  readonly profiles: VersionProfiles
}

interface Call extends UrlBase {
  readonly store: Store
  readonly quirks: Quirks
  readonly request: EmulatorRequest
}

/**
 * Answers one signed-in request for the web API.
 * @throws ServiceError for every refusal
 */
export async function answerApi(service: Service, request: EmulatorRequest): Promise<Reply> {
  const { store, quirks, profiles } = service
  const { profile, rootPath, segments } = findApiRoot(request.url, profiles)
  const level = metadataLevel(request.headers.accept)
  const call: Call = { store, quirks, request, profile, level, serviceRoot: request.origin + rootPath }
  if (segments[0] === '$batch' && segments.length === 1) {
    requireMethod(call, 'POST')
    return jsonReply(await answerBatch(request, rootPath, quirks, (one) => answerApi(service, one)), level)
  }
  const resource = parseResourcePath(segments, profile)
  if (resource.kind === 'content') return answerContent(call, resource)
  if (resource.kind === 'picture' && request.method === 'DELETE') {
    await deletePicture(store, await requirePictureParent(call, resource), request.headers['if-match'])
    return noContent
  }
  requireMethod(call, resource.kind === 'picture' ? 'GET, HEAD, DELETE' : 'GET, HEAD')
  return read(call, resource)
}

function requireMethod(call: Call, allow: string): void {
  const { method } = call.request
  if (!allow.split(', ').includes(method)) throw methodNotAllowed(method, allow)
}

async function read(call: Call, resource: Exclude<Resource, ContentResource>): Promise<Reply> {
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
  const entity = await requirePictureParent(call, resource)
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
  return jsonReply({ '@odata.context': `${serviceRoot}/$metadata`, value }, level)
}

async function readCompanies(call: Call): Promise<Reply> {
  const query = parseQuery(call.request.url.query, companyType, pictureType(call.profile), 'list')
  return listReply(call, 'companies', query, await call.store.companies(), ({ record }) => pick(record, query.select))
}

async function readCompany(call: Call, id: string): Promise<Reply> {
  const query = parseQuery(call.request.url.query, companyType, pictureType(call.profile), 'single')
  const { record } = await requireCompany(call, id)
  const context = contextUrl(call, 'companies', query.select, true)
  return jsonReply({ '@odata.context': context, ...pick(record, query.select) }, call.level)
}

async function readParents(call: Call, { set, companyId }: InSet): Promise<Reply> {
  const query = parseQuery(call.request.url.query, parentTypes[set], pictureType(call.profile), 'list')
  const company = await requireCompany(call, companyId)
  const rows = (await call.store.entities(company.id, set)).map((entity) => ({ entity, record: entityRecord(entity) }))
  return listReply(call, `companies(${company.id})/${set}`, query, rows, ({ entity }) =>
    renderEntity(call, entity, query),
  )
}

async function countParents(call: Call, { set, companyId }: InSet): Promise<Reply> {
  const query = parseQuery(call.request.url.query, parentTypes[set], pictureType(call.profile), 'list')
  const company = await requireCompany(call, companyId)
  const rows = (await call.store.entities(company.id, set)).map((entity) => ({ record: entityRecord(entity) }))
  const { total } = takePage(rows, query, maxPageSize)
  return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: String(total) }
}

async function readParent(call: Call, { set, companyId, id }: InParent): Promise<Reply> {
  const query = parseQuery(call.request.url.query, parentTypes[set], pictureType(call.profile), 'single')
  const entity = await requireEntity(call.store, { companyId: (await requireCompany(call, companyId)).id, set, id })
  const context = contextUrl(call, `companies(${entity.companyId})/${set}`, query.select, true)
  const headers = etagHeader(call, entityEtag(entity))
  return jsonReply({ '@odata.context': context, ...renderEntity(call, entity, query) }, call.level, headers)
}

async function readPictures(call: Call, { set, companyId, id }: InParent): Promise<Reply> {
  const type = pictureType(call.profile)
  const query = parseQuery(call.request.url.query, type, type, 'list')
  const entity = await requireEntity(call.store, { companyId: (await requireCompany(call, companyId)).id, set, id })
  const rows = [{ entity, record: pictureRecord(entity, call.profile) }]
  return listReply(call, `${entityPath(entity)}/picture`, query, rows, () => renderPicture(call, entity, query.select))
}

async function readPicture(call: Call, resource: InParent): Promise<Reply> {
  const type = pictureType(call.profile)
  const { select } = parseQuery(call.request.url.query, type, type, 'single')
  const entity = await requirePictureParent(call, resource)
  const context = contextUrl(call, `${entityPath(entity)}/picture`, select, true)
  const headers = etagHeader(call, pictureEtag(entity))
  return jsonReply({ '@odata.context': context, ...renderPicture(call, entity, select) }, call.level, headers)
}

async function readAllPictures(call: Call, { companyId }: InCompany): Promise<Reply> {
  const type = pictureType(call.profile)
  const query = parseQuery(call.request.url.query, type, type, 'list')
  const company = await requireCompany(call, companyId)
  if (query.filter === undefined) throw parentFirst()
  const sets = await Promise.all(call.profile.parents.map((set) => call.store.entities(company.id, set)))
  const rows = sets.flat().map((entity) => ({ entity, record: pictureRecord(entity, call.profile) }))
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
  render: (row: T) => unknown,
): Reply {
  const { request } = call
  const preferred = preferredPageSize(request.headers.prefer?.toString())
  const page = takePage(all, query, preferred ?? maxPageSize)
  const json = {
    '@odata.context': contextUrl(call, path, query.select, false),
    ...(query.count ? { '@odata.count': page.total } : {}),
    value: page.rows.map(render),
    ...(page.nextToken === undefined ? {} : { '@odata.nextLink': nextLink(request, page.nextToken) }),
  }
  const headers = preferred === undefined ? {} : { 'Preference-Applied': `odata.maxpagesize=${preferred}` }
  return jsonReply(json, call.level, headers)
}

function nextLink({ origin, url }: EmulatorRequest, token: number): string {
  const options = [...new Map([...url.query, ['$skiptoken', String(token)]])]
  const encode = (text: string) => encodeURIComponent(text).replace(/^%24/, '$')
  return `${origin}${url.path}?${options.map(([name, value]) => `${encode(name)}=${encodeURIComponent(value)}`).join('&')}`
}

/** The company in the path, else the one that `?company=` names by id or name, else the default one. */
async function requireCompany(call: Call, id: string | undefined): Promise<Company> {
  const companies = await call.store.companies()
  const wanted = id ?? call.request.url.query.get('company')
  const found =
    wanted === undefined
      ? companies[0]
      : companies.find((company) => company.id === wanted.toLowerCase() || company.record.name === wanted)
  if (found === undefined) throw companyNotFound(wanted ?? '')
  return found
}

/** The parent of a picture. The key of a picture is the id of its parent: any other finds nothing. */
async function requirePictureParent(call: Call, { set, id, pictureId, companyId }: InParent): Promise<Entity> {
  const { id: company } = await requireCompany(call, companyId)
  const entity = await requireEntity(call.store, { companyId: company, set, id })
  if (pictureId !== undefined && pictureId !== entity.id) throw recordNotFound('picture', pictureId)
  return entity
}
