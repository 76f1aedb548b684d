import { contextOf, pathOfLink, pathOfMediaLink } from '../contract/links.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { Probe } from '../probe/probe.ts'

/** A JSON object whose properties are yet to be looked at. */
export type Json = Readonly<Record<string, unknown>>

/** The rows of a collection; stops the check when the response is none. */
export function rowsOf(probe: Probe, exchange: Exchange, what: string): Json[] {
  const { value } = (exchange.json ?? {}) as { value?: unknown }
  probe.demand(Array.isArray(value), `${what} has an array "value".`, exchange)
  return value.filter((row) => typeof row === 'object' && row !== null)
}

/** Where a link leads, as a path below the base URL; undefined when it leads to another server. */
export function pathInServer(probe: Probe, link: unknown, exchange: Exchange): string | undefined {
  return pathOfLink(link, rootsOf(probe, exchange))
}

/** Where a media link leads, as a path below the base URL, whatever host it names; undefined when it leads elsewhere. */
export function pathOfMedia(probe: Probe, link: unknown, exchange: Exchange): string | undefined {
  return pathOfMediaLink(link, rootsOf(probe, exchange))
}

/** The base URLs that links of a response may begin with. */
function rootsOf(probe: Probe, exchange: Exchange): string[] {
  const root = contextOf(exchange.json)?.root
  return [...(root ? [root] : []), probe.session.target.baseUrl]
}

/** The code of an error response; undefined where there is none. */
export function errorCode({ json }: Exchange): string | undefined {
  const { error } = (json ?? {}) as { error?: Json }
  return typeof error?.code === 'string' ? error.code : undefined
}

/** Whether two ids are the same; the case of the letters does not count. */
export function sameId(left: unknown, right: unknown): boolean {
  return String(left).toLowerCase() === String(right).toLowerCase()
}

/** Whether a text has the form of an id. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
