import type { Exchange } from '../exchange/exchange.ts'
import type { Probe } from '../probe/probe.ts'
import type { Subject } from '../probe/subject.ts'
import { findSubject } from './entities.ts'
import { type PictureRead, readMetadata } from './pictures.ts'
import { pathInServer, pathOfMedia } from './responses.ts'

/** The metadata of the first picture of a parent; read once in a run. */
export function metadataOf(probe: Probe, parent: string): Promise<PictureRead & { subject: Subject }> {
  return probe.once(`the picture metadata of ${parent}`, async () => {
    const { subject } = await findSubject(probe, parent, 'with a picture')
    return { subject, ...(await readMetadata(probe, subject)) }
  })
}

/** The image of {@link metadataOf}. Through the read link where it leads to the right place: that shows that the link works, too. */
export function contentOf(probe: Probe, parent: string): Promise<Exchange> {
  return probe.once(`the picture content of ${parent}`, async () => {
    const { subject, picture, exchange } = await metadataOf(probe, parent)
    const link = pathOfMedia(probe, picture[`${probe.session.contract.stream}@odata.mediaReadLink`], exchange)
    const path = link !== undefined && bare(link) === bare(subject.content) ? link : subject.content
    const content = await probe.send({ method: 'GET', path })
    probe.demandStatus(content, [200], `The content of a picture of ${subject.parent}`)
    return content
  })
}

/** An entity of a parent with its picture expanded, where there is one with a picture. */
export function entityOf(probe: Probe, parent: string): Promise<Exchange> {
  return probe.once(`the entity of ${parent}`, async () => {
    const found = await findSubject(probe, parent, 'with a picture').catch(() => findSubject(probe, parent, 'any'))
    const exchange = await probe.send({ method: 'GET', path: `${found.subject.path}?$expand=picture` })
    probe.demandStatus(exchange, [200], `An entity of ${parent}`)
    probe.demand(typeof exchange.json === 'object' && exchange.json !== null, 'An entity is one object.', exchange)
    return exchange
  })
}

/** Both media links of a picture as paths, each expected to lead to the content of this picture. */
export function expectLinks(probe: Probe, subject: Subject, { picture, exchange }: PictureRead): string[] {
  return ['mediaEditLink', 'mediaReadLink'].flatMap((name) => {
    const property = `${probe.session.contract.stream}@odata.${name}`
    const link = picture[property]
    if (!probe.expect(link !== undefined, `The picture has a ${property}.`, exchange)) return []
    const path = withCompanyId(probe, pathOfMedia(probe, link, exchange), subject)
    const right = path !== undefined && leadsToContent(probe, path, subject)
    if (right) observeHost(probe, link, exchange)
    const message = `${property} leads to the content of this picture, not to ${JSON.stringify(link)}.`
    return probe.expect(right, message, exchange) && path ? [path] : []
  })
}

function observeHost(probe: Probe, link: unknown, exchange: Exchange): void {
  const host = pathInServer(probe, link, exchange) === undefined ? new URL(String(link)).host : 'that of the response'
  probe.observe('media-link-host', host, exchange)
}

/** Whether a media link leads to the content of a picture. Whether v2.0 has a key in it is open (fact:picture-key-v2). */
function leadsToContent(probe: Probe, path: string, subject: Subject): boolean {
  if (bare(path) === bare(subject.content)) {
    probe.observe('link-form', subject.content.includes('/picture(') ? 'with the key' : 'without a key')
    return true
  }
  const keyed = `${subject.path}/picture(${subject.id})/${probe.session.contract.stream}`
  if (probe.session.contract.version !== 'v2.0' || bare(path) !== bare(keyed)) return false
  probe.observe('link-form', 'with the key')
  return true
}

/** A path that names the company by its id, where it names that very company by its name (fact:company-by-name). */
function withCompanyId(probe: Probe, path: string | undefined, subject: Subject): string | undefined {
  const [named, encoded] = /^\/companies\(name='((?:[^']|'')*)'\)/i.exec(path ?? '') ?? []
  if (path === undefined || named === undefined || encoded === undefined) return path
  const name = decode(encoded)?.replaceAll("''", "'")
  const company = /^\/companies\([^)]*\)/.exec(subject.path)?.[0]
  return company !== undefined && name === probe.session.companyName ? company + path.slice(named.length) : path
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** A path without its query, in lower case. */
export function bare(path: string): string {
  return path.split('?')[0]?.toLowerCase() ?? ''
}
