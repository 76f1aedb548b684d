import type { Entity, FlatRecord } from '../../model.ts'
import { oncePer } from '../../once-per.ts'
import type { VersionProfile } from '../../versions.ts'
import { blankRecord, isId, parentTypeMembers, parentTypes } from '../entity-types.ts'
import { entityEtag, pictureEtag } from '../etags.ts'
import { jsonMembers, jsonObject, type Members } from './json-text.ts'
import type { MetadataLevel } from './metadata-level.ts'
import type { Expansion, Query, Selection } from './query.ts'

/** What absolute URLs in an answer are built from. */
export interface UrlBase {
  /** Origin and root path as the caller used them. */
  readonly serviceRoot: string
  readonly profile: VersionProfile
  readonly level: MetadataLevel
}

type Json = Record<string, unknown>

/** The `@odata.context` of an answer, as a member; `path` is what follows `$metadata#`. */
export function contextMember(base: UrlBase, path: string, select: Selection, single: boolean): Members {
  const properties = select === undefined ? '' : `(${select.join(',')})`
  const context = `${base.serviceRoot}/$metadata#${path}${properties}${single ? '/$entity' : ''}`
  return jsonMembers({ '@odata.context': context }, base.level)
}

/** The path of an entity from the service root. */
export function entityPath(entity: Entity): string {
  return `companies(${entity.companyId})/${entity.set}(${entity.id})`
}

/**
 * The properties of an entity. The date is the platform's in v2.0, and a field of its own before (fact:last-modified-v2,
 * fact:last-modified-v1).
 */
export function entityRecord(entity: Entity, { picture }: VersionProfile): FlatRecord {
  return picture === 'single' ? newRecord(entity) : oldRecord(entity)
}

const newRecord = oncePer((entity: Entity) => dated(entity, entity.lastModified))
const oldRecord = oncePer((entity: Entity) => dated(entity, entity.fieldModified ?? entity.lastModified))

function dated({ set, record }: Entity, time: number): FlatRecord {
  return { ...blankRecord(parentTypes[set]), ...record, lastModifiedDateTime: new Date(time).toISOString() }
}

/** The properties of the picture of an entity; without a picture 0, 0 and "". */
export function pictureRecord(entity: Entity, profile: VersionProfile): FlatRecord {
  const first = entity.media[0]
  const { width, height } = first ?? { width: 0, height: 0 }
  const contentType = first === undefined ? '' : profile.alwaysJpeg ? 'image/jpeg' : first.contentType
  const parentType = profile.parentType ? { parentType: parentTypeMembers[entity.set] } : {}
  return { id: entity.id, ...parentType, width, height, contentType }
}

/** The members of an entity, without context, with its picture where the query expands it. */
export function renderEntity(base: UrlBase, entity: Entity, { select, expand }: Query): Members {
  const own = select === undefined ? wholeEntity(base, entity) : entityMembers(base, entity, select)
  if (expand.length === 0) return own
  const expanded = expand.map((item) => {
    const target =
      item.navigation === 'picture' ? renderPicture(base, entity, item.select) : setupMembers(base, entity, item)
    return `"${item.name}":${asNavigation(base, target)}`
  })
  return [own, ...expanded].filter(Boolean).join()
}

/** In beta and v1.0 every navigation is a list (fact:expand-array-v1, fact:expand-object-v2). */
function asNavigation({ profile }: UrlBase, target: Members | undefined): string {
  const isList = profile.picture === 'collection'
  if (target === undefined) return isList ? '[]' : 'null'
  return isList ? `[${jsonObject(target)}]` : jsonObject(target)
}

/** The entity of a setup table that a property leads to; undefined where the property is blank. */
function setupMembers(base: UrlBase, entity: Entity, { navigation, select }: Expansion): Members | undefined {
  if (navigation === 'picture') return undefined
  const { id } = entity.record
  const target = entity.record[navigation.id]
  if (!isId(id) || !isId(target)) return undefined
  const code = navigation.code === undefined ? '' : String(entity.record[navigation.code] ?? '')
  const record = {
    id: target,
    code,
    displayName: code,
    lastModifiedDateTime: new Date(entity.lastModified).toISOString(),
  }
  return jsonMembers(pick(record, select), base.level)
}

/** The members of the picture of an entity, without context. The media links are there whether or not it has one. */
export function renderPicture(base: UrlBase, entity: Entity, select: Selection): Members {
  return select === undefined ? wholePicture(base, entity) : pictureMembers(base, entity, select)
}

const wholeEntity = latestText((base, entity) => entityMembers(base, entity, undefined))
const wholePicture = latestText((base, entity) => pictureMembers(base, entity, undefined))

/**
 * Keeps what was written of each entity last. An entity never changes, and most callers ask under one address, in one
 * version and at one level.
 */
function latestText(write: (base: UrlBase, entity: Entity) => Members): (base: UrlBase, entity: Entity) => Members {
  const latest = new WeakMap<Entity, UrlBase & { readonly text: Members }>()
  return (base, entity) => {
    const { serviceRoot, profile, level } = base
    const known = latest.get(entity)
    if (known?.serviceRoot === serviceRoot && known.profile === profile && known.level === level) return known.text
    const text = write(base, entity)
    latest.set(entity, { serviceRoot, profile, level, text })
    return text
  }
}

function entityMembers(base: UrlBase, entity: Entity, select: Selection): Members {
  const type = parentTypes[entity.set].name
  const json: Json = {
    ...fullInformation(base, type, entityPath(entity)),
    '@odata.etag': entityEtag(entity),
    ...pick(entityRecord(entity, base.profile), select),
  }
  if (base.level === 'full') json['picture@odata.navigationLink'] = `${base.serviceRoot}/${entityPath(entity)}/picture`
  return jsonMembers(json, base.level)
}

function pictureMembers(base: UrlBase, entity: Entity, select: Selection): Members {
  const { profile } = base
  const key = profile.picture === 'collection' ? `(${entity.id})` : ''
  const path = `${entityPath(entity)}/picture${key}`
  const json: Json = {
    ...fullInformation(base, 'picture', path),
    '@odata.etag': pictureEtag(entity),
    ...pick(pictureRecord(entity, profile), select),
  }
  if (select === undefined || select.includes(profile.stream)) {
    const { mediaLinkOrigin } = profile
    const root = mediaLinkOrigin ? base.serviceRoot.replace(/^https?:\/\/[^/]+/, mediaLinkOrigin) : base.serviceRoot
    const link = `${root}/${path}/${profile.stream}`
    json[`${profile.stream}@odata.mediaEditLink`] = link
    json[`${profile.stream}@odata.mediaReadLink`] = link
  }
  return jsonMembers(json, base.level)
}

/** What the level `full` tells of an entity beyond the others. */
function fullInformation(base: UrlBase, type: string, path: string): Json {
  if (base.level !== 'full') return {}
  const url = `${base.serviceRoot}/${path}`
  return { '@odata.type': `#Microsoft.NAV.${type}`, '@odata.id': url, '@odata.editLink': url }
}

/** The selected properties of a record, in the order of the record. */
export function pick(record: FlatRecord, select: Selection): Json {
  if (select === undefined) return { ...record }
  return Object.fromEntries(Object.entries(record).filter(([name]) => select.includes(name)))
}
