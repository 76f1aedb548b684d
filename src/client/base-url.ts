import { API_VERSIONS, type ApiVersion } from '../versions.ts'

/** Says of a value that it is none of those that can be. */
export const unknown = (what: string, value: string | undefined, all: readonly string[]): string =>
  `${what} "${value}" is unknown: use ${all.join(' or ') || 'another user'}.`

/** How the URLs begin to which credentials may travel: by https, or within this machine. For a RegExp. */
export const secureStart = (allowHttp?: boolean): string =>
  `^http(s://|://${allowHttp ? '' : '(localhost|127[.\\d]+|\\[::1])[:/]'})`

/**
 * Reads the base URL of an API version.
 * @throws TypeError without repeating a user, a password or a query.
 */
export function readBaseUrl(baseUrl: string, apiVersion: ApiVersion, allowHttp?: boolean): string[] {
  if (!API_VERSIONS.includes(apiVersion)) throw new TypeError(unknown('apiVersion', apiVersion, API_VERSIONS))
  const form = `${secureStart(allowHttp)}[^@?]*/(api/${apiVersion}|businesscentral|financials)/?(\\?|$)`
  try {
    const { href } = new URL(baseUrl)
    if (RegExp(form).test(href)) return href.split(/\/?(?:\?|$)/)
  } catch {}
  throw new TypeError(
    `baseUrl "${`${baseUrl}`.replace(/[^/]*@|\?.*/g, '')}" does not fit: pass https://…/api/${apiVersion}.`,
  )
}
