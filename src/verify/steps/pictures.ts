import { type Exchange, type RequestSpec, sha256 } from '../exchange/exchange.ts'
import type { TestPicture } from '../pictures.ts'
import type { Probe } from '../probe/probe.ts'
import type { Subject } from '../probe/subject.ts'
import { type Json, rowsOf } from './responses.ts'

/** Metadata of a picture, with the exchange that it came in. */
export interface PictureRead {
  readonly picture: Json
  readonly exchange: Exchange
}

/** What can be seen of an entity's picture: nothing of it may change when a request is refused. */
export interface PictureState {
  readonly sha256: string | undefined
  readonly width: unknown
  readonly height: unknown
  readonly contentType: unknown
  readonly lastModifiedDateTime: unknown
}

/** Reads the metadata by the way that every version has; beta and v1.0 return a collection of one. */
export async function readMetadata(probe: Probe, subject: Subject, query = ''): Promise<PictureRead> {
  const leniency = { narrowed: query.includes('$select') }
  const exchange = await probe.send({ method: 'GET', path: subject.metadata + query }, leniency)
  probe.demandStatus(exchange, [200], `The picture metadata of ${subject.parent}`)
  if (!probe.session.contract.keyed) return { picture: asObject(probe, exchange), exchange }
  const rows = rowsOf(probe, exchange, 'The picture collection')
  probe.demand(rows.length === 1, `The picture collection holds one element, not ${rows.length}.`, exchange)
  return { picture: rows[0] as Json, exchange }
}

/** Reads the picture under its own URL: with its key in beta and v1.0. */
export async function readPicture(probe: Probe, subject: Subject): Promise<PictureRead> {
  const exchange = await probe.send({ method: 'GET', path: subject.picture })
  probe.demandStatus(exchange, [200], `The picture of ${subject.parent}`)
  return { picture: asObject(probe, exchange), exchange }
}

function asObject(probe: Probe, exchange: Exchange): Json {
  const { json } = exchange
  probe.demand(typeof json === 'object' && json !== null && !Array.isArray(json), 'A picture is one object.', exchange)
  return json as Json
}

/** Uploads a picture, with `If-Match: *` unless told otherwise; null sends no If-Match. */
export function sendUpload(
  probe: Probe,
  subject: Subject,
  bytes: Uint8Array,
  { ifMatch = '*', ...spec }: { ifMatch?: string | null } & Partial<RequestSpec> = {},
  alsoAccept: readonly number[] = [],
): Promise<Exchange> {
  const headers = {
    'Content-Type': 'application/octet-stream',
    ...(ifMatch === null ? {} : { 'If-Match': ifMatch }),
    ...spec.headers,
  }
  return probe.send({ method: 'PATCH', path: subject.content, body: bytes, ...spec, headers }, { alsoAccept })
}

/** Deletes a picture, without If-Match unless told otherwise. */
export function sendDelete(
  probe: Probe,
  subject: Subject,
  { ifMatch, ...spec }: { ifMatch?: string } & Partial<RequestSpec> = {},
  alsoAccept: readonly number[] = [],
): Promise<Exchange> {
  const headers = ifMatch === undefined ? {} : { 'If-Match': ifMatch }
  return probe.send({ method: 'DELETE', path: subject.picture, headers, ...spec }, { alsoAccept })
}

/** Brings a picture about, as a ground for the check. Stops the check when that fails. */
export async function givePicture(probe: Probe, subject: Subject, { bytes, name }: TestPicture): Promise<void> {
  const exchange = await sendUpload(probe, subject, bytes)
  probe.demandStatus(exchange, [204], `An upload of ${name} with If-Match: *`)
}

/** Takes the picture away, as a ground for the check. Stops the check when that fails. */
export async function takePicture(probe: Probe, subject: Subject): Promise<void> {
  const exchange = await sendDelete(probe, subject)
  // What deleting nothing returns is a question of its own.
  probe.demand([204, 404].includes(exchange.status), `A delete returns 204, not ${exchange.status}.`, exchange)
}

/** Reads everything that can be seen of an entity's picture. */
export async function readState(probe: Probe, subject: Subject): Promise<PictureState> {
  const content = await probe.send({ method: 'GET', path: subject.content })
  const { picture } = await readMetadata(probe, subject)
  const entity = await probe.send({ method: 'GET', path: subject.path })
  return {
    sha256: content.status === 200 ? sha256(content.body) : undefined,
    width: picture.width,
    height: picture.height,
    contentType: picture.contentType,
    lastModifiedDateTime: (entity.json as Json | undefined)?.lastModifiedDateTime,
  }
}
