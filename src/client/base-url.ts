import type { ApiVersion } from '../versions.ts'
import { fail } from './check.ts'

/** Whether credentials may travel to a URL: by https, within this machine, or by http where that is allowed. */
export const isProtected = ({ origin }: URL, allowHttp?: boolean): boolean =>
  (allowHttp ? /^https?:/ : /^(https:|http:\/\/(localhost|127(\.\d+){3}|\[::1])(:|$))/).test(origin)

/**
 * Parses a URL that credentials are sent to.
 *
 * @throws TypeError that begins with `name` and says what is wrong, without repeating a user, a password or a query.
 */
export function parseUrl(
  name: string,
  value: unknown,
  example: string,
  allowHttp?: boolean,
): [url: URL, shown: string] {
  const text = `${value}`
  const shown = `${name} "${text.replace(/[^/]*@|[?#].*/gs, '')}"`
  const url = (URL.canParse(text) ? new URL(text) : fail(`${shown} is not a URL: pass ${example}.`)) as URL
  if (url.username || url.password) fail(`${shown} holds credentials: pass auth: basic({ … }).`)
  if (!isProtected(url, allowHttp)) fail(`${shown} does not protect credentials: use https, or pass allowHttp: true.`)
  return [url, shown]
}

/**
 * Takes the base URL of an API version apart: into what ends in `/api/<version>`, or a Graph root, without a slash at the
 * end; and what goes with every request, such as `tenant=default`, or an empty text.
 *
 * @throws TypeError that says what is wrong with it, without repeating a user, a password or a query.
 */
export function readBaseUrl(
  baseUrl: unknown,
  apiVersion: ApiVersion,
  allowHttp?: boolean,
): [root: string, query: string] {
  const example = `https://…/api/${apiVersion}`
  const [{ origin, pathname, search }, shown] = parseUrl('baseUrl', baseUrl, example, allowHttp)
  const path = pathname.replace(/\/$/, '')
  const [end, version] = /\/(?:api\/([^/]+)|businesscentral|financials)$/.exec(path) ?? []
  if (!end) fail(`${shown} does not end in /api/${apiVersion}: pass ${example}.`)
  if (version && version !== apiVersion) fail(`${shown} is for ${version}: pass ${example}, or another apiVersion.`)
  return [origin + path, search.slice(1)]
}
