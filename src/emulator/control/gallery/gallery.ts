import { parentTypes } from '../../api/entity-types.ts'
import { deletePicture, requireEntity, uploadPicture } from '../../api/pictures.ts'
import { methodNotAllowed, routeNotFound } from '../../errors.ts'
import { hashText } from '../../hash.ts'
import type { EntityKey, ParentSet } from '../../model.ts'
import type { EmulatorRequest, Reply } from '../../request-reply.ts'
import type { Store } from '../../storage/store.ts'
import type { VersionProfile, VersionProfiles } from '../../versions.ts'
import type { Journal } from '../journal.ts'
import { readImage } from './image.ts'
import { listCompany, listEntity } from './listing.ts'

/** What the gallery shows and changes. */
export interface GalleryParts {
  readonly store: Store
  readonly profiles: VersionProfiles
  readonly journal: Journal
  /** A file of the page; undefined where the page is not at hand. */
  readonly readPage: (name: string) => Promise<string | undefined>
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** The files of the page; nothing else of the folder is served. */
const pageFiles = [
  'gallery.css',
  'cards.css',
  'requests.css',
  'gallery.js',
  'api.js',
  'card.js',
  'requests.js',
  'words.js',
  'icon.svg',
]

/** How many of the latest requests the page shows. */
const shownRequests = 100

/** The page loads from its own origin alone, runs no script but its own files, and stands in nobody's frame. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const safetyHeaders = {
  'Content-Security-Policy': pagePolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-cache',
}

/** Whether a path below `/_emulator/` is the gallery's. */
export function isGalleryPath([first]: readonly string[]): boolean {
  return first === undefined || first === 'gallery'
}

/**
 * Answers a request for the gallery: the page under `/_emulator/`, and what it needs under `/_emulator/gallery/`.
 * @throws ServiceError 400, 404, 405, 409, 413
 */
export async function answerGallery(parts: GalleryParts, request: EmulatorRequest): Promise<Reply> {
  const { status, headers, ...rest } = await route(parts, request)
  return { status, headers: { ...safetyHeaders, ...headers }, ...rest }
}

async function route(parts: GalleryParts, request: EmulatorRequest): Promise<Reply> {
  const { store, profiles, journal } = parts
  const { method, url } = request
  // The newest version has the most parents.
  const shown = profiles['v2.0']
  const [, , resource, companyId, set, id, sha256, ...more] = url.segments
  if (resource === 'pictures' && companyId && isParentSet(set) && id && more.length === 0) {
    const key = { companyId, set, id }
    if (sha256 === undefined) return changePicture(store, shown, key, request)
    requireMethod(method, 'GET, HEAD')
    return readImage(store, key, sha256, request)
  }
  requireMethod(method, 'GET, HEAD')
  // Links on the page are relative to the slash at the end.
  if (url.path === '/_emulator') return { status: 308, headers: { Location: '/_emulator/' } }
  if (url.segments.length === 1) return pageFile('index.html', parts, request)
  if (companyId !== undefined || resource === undefined) throw routeNotFound(url.path)
  if (resource === 'entities') return json(await listCompany(store, shown, url.query.get('company')), request)
  if (resource === 'requests') return json(journal.entries.slice(-shownRequests).reverse(), request)
  if (pageFiles.includes(resource)) return pageFile(resource, parts, request)
  throw routeNotFound(url.path)
}

async function changePicture(
  store: Store,
  profile: VersionProfile,
  key: EntityKey,
  { method, headers, body }: EmulatorRequest,
): Promise<Reply> {
  requireMethod(method, 'PUT, DELETE')
  const ifMatch = headers['if-match'] ?? '*'
  if (method === 'PUT') await uploadPicture(store, key, ifMatch, body)
  else await deletePicture(store, key, ifMatch)
  const changed = listEntity(await requireEntity(store, key), profile)
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(changed) }
}

async function pageFile(name: string, { readPage }: GalleryParts, { url }: EmulatorRequest): Promise<Reply> {
  const body = await readPage(name)
  if (body === undefined) throw routeNotFound(url.path)
  return { status: 200, headers: { 'Content-Type': contentTypes[name.split('.').at(-1) ?? ''] ?? '' }, body }
}

/** JSON with an etag: the page asks every second, and mostly nothing has changed. */
function json(value: unknown, { headers }: EmulatorRequest): Reply {
  const body = JSON.stringify(value)
  const etag = `"${hashText(body)}"`
  if (headers['if-none-match'] === etag) return { status: 304, headers: { ETag: etag } }
  return { status: 200, headers: { 'Content-Type': 'application/json', ETag: etag }, body }
}

function isParentSet(set: string | undefined): set is ParentSet {
  return set !== undefined && Object.hasOwn(parentTypes, set)
}

function requireMethod(method: string, allow: string): void {
  if (!allow.split(', ').includes(method)) throw methodNotAllowed(method, allow)
}
