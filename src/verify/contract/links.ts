import type { Exchange } from '../exchange/exchange.ts'
import type { Operation, ResourceKind } from './contract.ts'

/** The context URL of an answer, taken apart. */
export interface ContextUrl {
  /** What the server believes its own base URL to be: all before `/$metadata#`. */
  readonly root: string
  /** What follows `#`. */
  readonly fragment: string
}

/** Takes the `@odata.context` of a JSON answer apart; undefined where there is none of the right form. */
export function contextOf(json: unknown): ContextUrl | undefined {
  const context = (json as Record<string, unknown> | undefined)?.['@odata.context']
  const [, root, fragment] = /^(https?:\/\/[^#\s]+)\/\$metadata(?:\?[^#\s]*)?#(\S+)$/.exec(String(context)) ?? []
  return root === undefined || fragment === undefined ? undefined : { root, fragment }
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

/** Every link of a JSON answer that a client may follow, with the name of its property. */
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
 * that the answer's context names, because a server behind a proxy may know itself under another name; the base URL
 * will do as well.
 */
export function pathOfLink(link: unknown, roots: readonly string[]): string | undefined {
  if (typeof link !== 'string') return undefined
  const decoded = link.replace(/%28/gi, '(').replace(/%29/gi, ')')
  for (const root of roots) {
    const bare = root.split('?')[0]?.replace(/\/$/, '') ?? ''
    if (decoded.toLowerCase().startsWith(`${bare.toLowerCase()}/`)) return decoded.slice(bare.length)
  }
  return undefined
}
