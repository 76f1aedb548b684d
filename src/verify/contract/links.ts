import type { Exchange } from '../exchange/exchange.ts'
import type { Operation, ResourceKind } from './contract.ts'

/** The context URL of a response, taken apart. */
export interface ContextUrl {
  /** What the server believes its own base URL to be: all before `/$metadata#`. */
  readonly root: string
  /** What follows `#`. */
  readonly fragment: string
}

const METADATA = '/$metadata'

/** A server sends no longer one, and what is longer takes time to read. */
const LONGEST_URL = 16_384

/** Takes the `@odata.context` of a JSON response apart; undefined where there is none of the right form. */
export function contextOf(json: unknown): ContextUrl | undefined {
  const context = (json as Record<string, unknown> | undefined)?.['@odata.context']
  if (typeof context !== 'string' || context.length > LONGEST_URL || /\s/.test(context)) return undefined
  const [address = '', fragment = ''] = splitAt(context, context.indexOf('#'))
  const [bare = ''] = splitAt(address, address.indexOf('?'))
  const root = bare.endsWith(METADATA) ? bare.slice(0, -METADATA.length) : ''
  return /^https?:\/\/./.test(root) && fragment !== '' ? { root, fragment } : undefined
}

/**
 * What is wrong with the fragment of a context URL, as a sentence; undefined when it names what was asked for. A
 * projection in parentheses may stand anywhere behind a segment. Whether the single picture of v2.0 ends in
 * `/$entity` is inferred, so both forms pass.
 */
export function contextProblem({ fragment }: ContextUrl, { kind }: Operation, path: string): string | undefined {
  const segments = path.replace(/^\//, '').split('?')[0]?.split('/') ?? []
  const named = kind === 'companies' ? ['companies'] : segments
  const withoutKey = kind === 'entity' || kind === 'picture'
  const pattern = named
    .map((segment, index) => {
      const last = index === named.length - 1
      const bare = last && withoutKey ? segment.replace(/\(.*\)$/, '') : segment
      return bare.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
    })
    .join('/')
  const end: Partial<Record<ResourceKind, string>> = { entity: '/\\$entity', picture: '(/\\$entity)?' }
  const right = new RegExp(`^${pattern}(\\(.*\\))?${end[kind] ?? ''}$`, 'i')
  return right.test(fragment) ? undefined : `@odata.context describes "${fragment}", which is not what was asked for.`
}

/** The text before and after a place; all of the text and nothing if the place is -1. */
function splitAt(text: string, place: number): [string, string] {
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
}

/** Every link of a JSON response that a client may follow, with the name of its property. */
export function linksOf({ json }: Exchange): { name: string; url: unknown }[] {
  const links: { name: string; url: unknown }[] = []
  visit(json, links)
  return links
}

function visit(value: unknown, links: { name: string; url: unknown }[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, child] of Object.entries(value)) {
    if (/@odata\.(mediaEditLink|mediaReadLink|nextLink)$/.test(name)) links.push({ name, url: child })
    else visit(child, links)
  }
}

/**
 * What follows the server's root in a link, with the query; undefined when the link leads elsewhere. The root is the one
 * that the context of the response names, because a server behind a proxy may know itself under another name; the base URL
 * will do as well.
 */
export function pathOfLink(link: unknown, roots: readonly string[]): string | undefined {
  if (typeof link !== 'string' || link.length > LONGEST_URL || leadsElsewhere(link)) return undefined
  const decoded = link.replace(/%28/gi, '(').replace(/%29/gi, ')')
  for (const root of roots) {
    const bare = root.split('?')[0]?.replace(/\/$/, '') ?? ''
    if (decoded.toLowerCase().startsWith(`${bare.toLowerCase()}/`)) return decoded.slice(bare.length)
  }
  return undefined
}

/**
 * What follows the API in a media link, with the query; undefined when it leads elsewhere. Such a link may name a host that
 * the caller cannot reach (fact:media-link-host), so any host will do, with the API version that was asked.
 */
export function pathOfMediaLink(link: unknown, roots: readonly string[]): string | undefined {
  const path = pathOfLink(link, roots)
  const version = /\/api\/[^/?]+(?=[/?]|$)/i.exec(roots.at(-1) ?? '')?.[0] ?? ''
  if (path !== undefined || typeof link !== 'string' || !isAbsolute(link)) return path
  const start = link.toLowerCase().indexOf(`${version}/companies`.toLowerCase())
  return start < 0 ? undefined : pathOfLink(link, [link.slice(0, start + version.length)])
}

/** What is wrong with a link of {@link linksOf}, as a sentence; undefined where it leads into the server. */
export function linkProblem(
  { name, url }: { name: string; url: unknown },
  roots: readonly string[],
): string | undefined {
  const path = name.endsWith('nextLink') ? pathOfLink(url, roots) : pathOfMediaLink(url, roots)
  if (path !== undefined) return undefined
  if (!isAbsolute(url)) return `${name} is a whole URL, not ${JSON.stringify(url)}.`
  return `${name} does not lead into this server: ${JSON.stringify(url)}.`
}

/** Whether a link is a URL of its own, and not relative to something. */
function isAbsolute(link: unknown): boolean {
  return typeof link === 'string' && /^https?:\/\/[^/]/i.test(link) && URL.canParse(link)
}

/** Steps upwards, and what a parser of URLs takes for a slash or leaves out: no server needs them in a link. */
function leadsElsewhere(link: string): boolean {
  return /[\\#\s\p{Cc}]/u.test(link) || /(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(link)
}
