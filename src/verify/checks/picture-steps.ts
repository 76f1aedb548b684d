import { type Exchange, type RequestSpec, sha256 } from '../exchange/exchange.ts'
import type { TestPicture } from '../pictures.ts'
import { type Json, rowsOf } from './discovery.ts'
import type { Probe } from './probe.ts'
import type { Subject } from './subject.ts'

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

/** Reads the metadata by the way that every version has; beta and v1.0 answer a collection of one. */
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
  // What deleting nothing answers is a question of its own.
  probe.demand([204, 404].includes(exchange.status), `A delete answers 204, not ${exchange.status}.`, exchange)
}

/** Expects the content to be these bytes and no others. */
export async function expectBytes(probe: Probe, subject: Subject, bytes: Uint8Array, when: string): Promise<boolean> {
  const exchange = await probe.send({ method: 'GET', path: subject.content })
  probe.demandStatus(exchange, [200], `The content ${when}`)
  if (exchange.broken) return false
  const [came, sent] = [sha256(exchange.body), sha256(bytes)]
  const message = `The content ${when} has ${exchange.body.length} bytes with SHA-256 ${came}, not the ${bytes.length} with ${sent}.`
  return probe.expect(came === sent, message, exchange)
}

/** Expects no picture: 0×0 and an empty type in the metadata, and 204 for the content. */
export async function expectNoPicture(probe: Probe, subject: Subject, when: string): Promise<void> {
  const { picture, exchange } = await readMetadata(probe, subject)
  expectEmptyMetadata(probe, picture, exchange, when)
  const content = await probe.send({ method: 'GET', path: subject.content })
  probe.expect(content.status === 204, `The content ${when} answers 204, not ${content.status}.`, content)
}

/** Expects metadata to say that there is no picture. */
export function expectEmptyMetadata(probe: Probe, picture: Json, exchange: Exchange, when: string): void {
  const { width, height, contentType } = picture
  probe.expect(width === 0 && height === 0, `The metadata ${when} says 0×0, not ${width}×${height}.`, exchange)
  probe.expect(contentType === '', `The contentType ${when} is empty, not ${JSON.stringify(contentType)}.`, exchange)
}

/** Expects the metadata to tell of this picture. */
export async function expectMetadata(
  probe: Probe,
  subject: Subject,
  { size, contentType }: TestPicture,
  when: string,
): Promise<PictureRead> {
  const read = await readMetadata(probe, subject)
  const { picture, exchange } = read
  probe.expect(sameId(picture.id, subject.id), `The picture's id ${when} is the id of its entity.`, exchange)
  if (size === undefined) {
    probe.observe('size-of-other-content', `${picture.width}×${picture.height}`, exchange)
    probe.observe('type-of-other-content', JSON.stringify(picture.contentType), exchange)
    return read
  }
  const right = picture.width === size.width && picture.height === size.height
  const message = `The metadata ${when} says ${picture.width}×${picture.height}, not ${size.width}×${size.height}.`
  probe.expect(right, message, exchange)
  expectContentType(probe, picture.contentType, contentType ?? '', exchange)
  return read
}

/** The server may take the type from a file name that ends in .jpg; any other wrong type is wrong. */
export function expectContentType(probe: Probe, stated: unknown, real: string, exchange: Exchange): void {
  const right = stated === real || stated === 'image/jpeg'
  const message = `contentType says ${JSON.stringify(stated)}, the bytes are ${real}.`
  if (!probe.expect(right, message, exchange) || real === 'image/jpeg') return
  probe.observe('stated-content-type', stated === real ? 'it follows the bytes' : 'always image/jpeg', exchange)
}

/** Whether two ids are the same; the case of the letters does not count. */
export function sameId(left: unknown, right: unknown): boolean {
  return String(left).toLowerCase() === String(right).toLowerCase()
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

/** Expects that a refused request has changed nothing. */
export async function expectUnchanged(probe: Probe, subject: Subject, before: PictureState, refused: Exchange) {
  const after = await readState(probe, subject)
  for (const name of Object.keys(before) as (keyof PictureState)[]) {
    const message = `The refused request changed the ${name} from ${before[name]} to ${after[name]}.`
    probe.expect(before[name] === after[name], message, refused)
  }
}

/** Expects a picture to be told alike in two places. */
export function expectSame(
  probe: Probe,
  expected: Json,
  actual: Json | undefined,
  what: string,
  exchange: Exchange,
): void {
  probe.demand(actual !== undefined, `There is no picture where ${what} should be.`, exchange)
  for (const [name, value] of Object.entries(expected)) {
    if (name === '@odata.context') continue
    const message = `${name} of ${what} is ${JSON.stringify(actual[name])}, and ${JSON.stringify(value)} in a single read.`
    probe.expect(actual[name] === value, message, exchange)
  }
}
