import { malformedGuid, segmentNotFound, wrongKeyForm } from '../../errors.ts'
import type { ParentSet } from '../../model.ts'
import type { VersionProfile } from '../../versions.ts'

/** `companyId` undefined: the path names no company, the default one answers. */
export interface InCompany {
  readonly companyId: string | undefined
}

/** An entity set in a company. */
export interface InSet extends InCompany {
  readonly set: ParentSet
}

/** An entity, or something of it. `pictureId` is the key of the picture itself, in versions that need one. */
export interface InParent extends InSet {
  readonly id: string
  readonly pictureId?: string
}

/** What a path names, read from its syntax alone: whether it exists is not asked here. */
export type Resource =
  | { readonly kind: 'serviceDocument' | 'metadata' | 'companies' }
  | { readonly kind: 'company'; readonly companyId: string }
  | ({ readonly kind: 'allPictures' } & InCompany)
  | ({ readonly kind: 'parents' | 'parentCount' } & InSet)
  | ({ readonly kind: 'parent' | 'pictures' | 'picture' } & InParent)
  | ContentResource
  | BatchResource

/** Several requests in one. */
export type BatchResource = { readonly kind: 'batch' }

/** The bytes of a picture. */
export type ContentResource = { readonly kind: 'content' } & InParent

interface Segment {
  readonly text: string
  readonly name: string
  /** Lower case; undefined without parentheses. */
  readonly key: string | undefined
}

/**
 * Reads the segments after the root of the API.
 * @throws ServiceError 404 for a segment that this version does not have, and for a key that is no GUID or stands where
 * none belongs
 */
export function parseResourcePath(texts: readonly string[], profile: VersionProfile): Resource {
  const segments = texts.map(parseSegment)
  const [first, ...rest] = segments
  if (first === undefined) return { kind: 'serviceDocument' }
  if (first.text === '$metadata') return end(rest, { kind: 'metadata' })
  if (first.text === '$batch' && rest.length === 0) return { kind: 'batch' }
  if (first.name !== 'companies') return inCompany(segments, undefined, profile)
  const companyId = first.key
  if (companyId === undefined) return end(rest, { kind: 'companies' })
  return rest.length === 0 ? { kind: 'company', companyId } : inCompany(rest, companyId, profile)
}

function inCompany(segments: readonly Segment[], companyId: string | undefined, profile: VersionProfile): Resource {
  const [first, ...rest] = segments as [Segment, ...Segment[]]
  if (profile.parentType && first.name === 'pictures') return end(rest, { kind: 'allPictures', companyId })
  const set = profile.parents.find((name) => name === first.name)
  if (set === undefined) throw segmentNotFound(first.name)
  if (first.key !== undefined) return inParent(rest, { companyId, set, id: first.key }, profile)
  return rest[0]?.text === '$count'
    ? end(rest.slice(1), { kind: 'parentCount', companyId, set })
    : end(rest, { kind: 'parents', companyId, set })
}

function inParent(segments: readonly Segment[], parent: InParent, profile: VersionProfile): Resource {
  const [first, ...rest] = segments
  if (first === undefined) return { kind: 'parent', ...parent }
  if (first.name !== 'picture') throw segmentNotFound(first.name)
  if (!profile.pictureKey && first.key !== undefined) throw wrongKeyForm()
  if (profile.picture === 'collection' && first.key === undefined) return end(rest, { kind: 'pictures', ...parent })
  const picture = first.key === undefined ? parent : { ...parent, pictureId: first.key }
  if (rest[0]?.text === profile.stream) return end(rest.slice(1), { kind: 'content', ...picture })
  return end(rest, { kind: 'picture', ...picture })
}

function end(rest: readonly Segment[], resource: Resource): Resource {
  if (rest[0] !== undefined) throw segmentNotFound(rest[0].name)
  return resource
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function parseSegment(text: string): Segment {
  const [, name = text, key] = /^([^()]*)\((.*)\)$/s.exec(text) ?? []
  if (key !== undefined && !guid.test(key)) throw malformedGuid()
  return { text, name, key: key?.toLowerCase() }
}
