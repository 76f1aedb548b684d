import { type Exchange, sha256 } from '../exchange/exchange.ts'
import { compareImages, TEST_JPEG } from '../images/compare.ts'
import type { TestPicture } from '../pictures.ts'
import type { Probe } from '../probe/probe.ts'
import type { Subject } from '../probe/subject.ts'
import { type PictureRead, type PictureState, readMetadata, readState } from './pictures.ts'
import { type Json, sameId } from './responses.ts'

/**
 * Expects the content to be what was uploaded: bytes that are no image exactly, an image as the same bytes or as the
 * same image, which a second read returns unchanged. Records which of the two this server does.
 */
export async function expectStored(probe: Probe, subject: Subject, sent: TestPicture, when: string): Promise<void> {
  const exchange = await probe.send({ method: 'GET', path: subject.content })
  probe.demandStatus(exchange, [200], `The content ${when}`)
  if (exchange.broken) return
  const { bytes, contentType } = sent
  const identical = exchange.body.equals(bytes)
  if (contentType === undefined) {
    const [came, went] = [sha256(exchange.body), sha256(bytes)]
    const message = `The content ${when} has ${exchange.body.length} bytes with SHA-256 ${came}, not the ${bytes.length} with ${went}.`
    probe.expect(identical, message, exchange)
    return
  }
  if (!identical) await expectSameImage(probe, subject, sent, exchange, when)
  const format = contentType.replace('image/', '').toUpperCase()
  probe.observe('stored-bytes', `${format}: ${identical ? 'as they were sent' : 'stored anew'}`, exchange)
}

async function expectSameImage(probe: Probe, subject: Subject, sent: TestPicture, exchange: Exchange, when: string) {
  const problem = await compareImages(sent.bytes, exchange.body, TEST_JPEG)
  probe.demand(problem === undefined, `The content ${when} is another image: ${problem}.`, exchange)
  const again = await probe.send({ method: 'GET', path: subject.content })
  const stable = again.body.equals(exchange.body)
  probe.expect(stable, `The content ${when} is not the same when it is read a second time.`, again)
}

/** Expects no picture: 0×0 and an empty type in the metadata, and 204 for the content. */
export async function expectNoPicture(probe: Probe, subject: Subject, when: string): Promise<void> {
  const { picture, exchange } = await readMetadata(probe, subject)
  expectEmptyMetadata(probe, picture, exchange, when)
  const content = await probe.send({ method: 'GET', path: subject.content })
  probe.expect(content.status === 204, `The content ${when} returns 204, not ${content.status}.`, content)
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
    probe.observe('type-of-other-content', JSON.stringify(picture.contentType) ?? 'nothing', exchange)
    return read
  }
  const right = picture.width === size.width && picture.height === size.height
  const message = `The metadata ${when} says ${picture.width}×${picture.height}, not ${size.width}×${size.height}.`
  probe.expect(right, message, exchange)
  expectContentType(probe, picture.contentType, contentType ?? '', exchange)
  return read
}

/** The type of an uploaded image follows its bytes, or is always image/jpeg; any other type is wrong. */
export function expectContentType(probe: Probe, stated: unknown, real: string, exchange: Exchange): void {
  const right = stated === real || stated === 'image/jpeg'
  const message = `contentType says ${JSON.stringify(stated)}, the bytes are ${real}.`
  if (probe.expect(right, message, exchange)) observeStatedType(probe, stated, real, exchange)
}

/** Records whether the contentType of an image follows its bytes. That of a JPEG tells nothing. */
export function observeStatedType(probe: Probe, stated: unknown, real: string, exchange: Exchange): void {
  if (real === 'image/jpeg' && stated === real) return
  const jpeg = stated === 'image/jpeg' ? 'always image/jpeg' : `${JSON.stringify(stated)} for ${real}`
  probe.observe('stated-content-type', stated === real ? 'it follows the bytes' : jpeg, exchange)
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
    // Control information, such as media links, may be left out in one place; where it is there, it is the same.
    if (name === '@odata.context' || (name.includes('@') && actual[name] === undefined)) continue
    const message = `${name} of ${what} is ${JSON.stringify(actual[name])}, and ${JSON.stringify(value)} in a single read.`
    probe.expect(actual[name] === value, message, exchange)
  }
}
