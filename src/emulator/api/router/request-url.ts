import { invalidUrl, querySyntax, targetTooLong } from '../../errors.ts'

/** A request target taken apart. */
export interface RequestUrl {
  /** Path segments as they came, still encoded. */
  readonly rawSegments: readonly string[]
  /** The same, decoded one by one: an encoded slash stays within its segment. */
  readonly segments: readonly string[]
  /** Path as it came. */
  readonly path: string
  /** Query options, decoded. */
  readonly query: ReadonlyMap<string, string>
}

/**
 * Takes the target of a request line apart, in origin form (`/path?query`) or absolute form (`http://host/path?query`).
 * @throws ServiceError 400 for broken percent-encoding, another form, an option that is given twice, or a target that is too long
 */
export function parseRequestUrl(target: string): RequestUrl {
  const known = latest.get(target)
  if (known !== undefined) return known
  if (target.length > maxTargetLength) throw targetTooLong(maxTargetLength)
  const url = takeApart(target)
  if (target.length > maxRememberedLength) return url
  const [oldest] = latest.keys()
  if (oldest !== undefined && latest.size >= maxRemembered) latest.delete(oldest)
  latest.set(target, url)
  return url
}

/** Callers ask for the same things again and again: the latest targets are kept, taken apart. */
const latest = new Map<string, RequestUrl>()

const maxRemembered = 1000

/** Longer targets are rare, and a thousand of them would take much memory. */
const maxRememberedLength = 2000

/** As much as Node's server takes of a request line with its headers; within a batch, only this holds it. */
const maxTargetLength = 16 * 1024

function takeApart(target: string): RequestUrl {
  const [, path, query] = /^(?:https?:\/\/[^/?#]*)?(\/[^?#]*)(?:\?([^#]*))?$/i.exec(target) ?? []
  if (path === undefined) throw invalidUrl()
  const rawSegments = path.replace(/\/$/, '').split('/').slice(1)
  return { rawSegments, segments: rawSegments.map(decode), path, query: parseQueryString(query ?? '') }
}

const noOptions: ReadonlyMap<string, string> = new Map()

function parseQueryString(text: string): ReadonlyMap<string, string> {
  if (text === '') return noOptions
  const query = new Map<string, string>()
  for (const pair of text.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=')
    const key = decodeQuery(name)
    if (query.has(key)) throw querySyntax()
    query.set(key, decodeQuery(value.join('=')))
  }
  return query
}

/** Form encoding is what most HTTP libraries produce, so a plus sign is a space. */
function decodeQuery(text: string): string {
  return decode(text.replaceAll('+', ' '))
}

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalidUrl()
  }
}
