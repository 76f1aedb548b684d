import { contentMethodNotAllowed, methodNotAllowed, readOnlyIntent } from '../errors.ts'
import type { LateCommits } from '../late-commits.ts'
import type { Quirks } from '../quirks.ts'
import type { EmulatorRequest, Reply } from '../request-reply.ts'
import type { Store } from '../storage/store.ts'
import type { Call } from './call.ts'
import { downloadContent, removePicture, uploadContent } from './content.ts'
import { answerBatch } from './odata/batch.ts'
import { jsonReply } from './odata/json-reply.ts'
import { jsonMembers } from './odata/json-text.ts'
import { metadataLevel } from './odata/metadata-level.ts'
import {
  countParents,
  readAllPictures,
  readCompanies,
  readCompany,
  readMetadata,
  readParent,
  readParents,
  readPicture,
  readPictures,
  readServiceDocument,
} from './read.ts'
import type { Resource } from './router/resource-path.ts'
import type { Router } from './router/router.ts'

/** What the web API answers from. */
export interface Service {
  readonly store: Store
  readonly quirks: Quirks
  readonly route: Router
  readonly lateCommits: LateCommits
}

type Kind = Resource['kind']
type Handler<K extends Kind> = (
  call: Call,
  resource: Resource & { readonly kind: K },
  service: Service,
) => Reply | Promise<Reply>
type Methods<K extends Kind> = Readonly<Record<string, Handler<K>>>

/** Every resource of the web API, with the methods that it takes. A HEAD is answered like a GET, without the body. */
const handlers: { readonly [K in Kind]: Methods<K> } = {
  serviceDocument: reading(readServiceDocument),
  metadata: reading(readMetadata),
  companies: reading(readCompanies),
  company: reading(readCompany),
  parents: reading(readParents),
  parentCount: reading(countParents),
  parent: reading(readParent),
  pictures: reading(readPictures),
  allPictures: reading(readAllPictures),
  picture: { ...reading(readPicture), DELETE: removePicture },
  content: { ...reading(downloadContent), PATCH: uploadContent },
  batch: { POST: answerOperations },
}

function reading<H>(read: H): { readonly GET: H; readonly HEAD: H } {
  return { GET: read, HEAD: read }
}

/**
 * Answers one authenticated request for the web API; what needs no more than to look is answered at once.
 * @throws ServiceError for every refusal, or rejects with it
 */
export function answerApi(service: Service, request: EmulatorRequest): Reply | Promise<Reply> {
  const { store, quirks, route, lateCommits } = service
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead && /^readonly$/i.test(request.headers['data-access-intent'] ?? '')) throw readOnlyIntent()
  const { profile, rootPath, resource } = route(request.url)
  const level = metadataLevel(request.headers.accept)
  const call: Call = {
    store,
    quirks,
    lateCommits,
    request,
    profile,
    level,
    rootPath,
    serviceRoot: request.origin + rootPath,
  }
  return handlerFor(resource, call)(call, resource, service)
}

/** @throws ServiceError 405 when the resource does not take this method */
function handlerFor<K extends Kind>({ kind }: { readonly kind: K }, { request, profile }: Call): Handler<K> {
  const methods: Methods<K> = handlers[kind]
  const { method } = request
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (handler !== undefined) return handler
  const allow = Object.keys(methods).join(', ')
  throw kind === 'content' ? contentMethodNotAllowed(method, profile.stream, allow) : methodNotAllowed(method, allow)
}

/** `$batch`: each operation is answered as a request of its own. */
async function answerOperations(call: Call, _: Resource, service: Service): Promise<Reply> {
  const { request, quirks, level, rootPath } = call
  const answers = await answerBatch(request, rootPath, quirks, async (one) => answerApi(service, one))
  return jsonReply(level, [jsonMembers(answers, level)])
}
