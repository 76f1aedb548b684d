import type { FlatRecord } from '../model.ts'
import type { EmulatorRequest, Reply } from '../request-reply.ts'
import type { Call } from './call.ts'
import { jsonReply } from './odata/json-reply.ts'
import { jsonMembers, jsonObject, type Members } from './odata/json-text.ts'
import { maxPageSize, preferredPageSize, takePage } from './odata/page.ts'
import type { Query } from './odata/query.ts'
import { contextMember } from './odata/representation.ts'

/**
 * One page of a list, with count and next link where they belong.
 * @param path what follows `$metadata#` in the context
 * @param render writes one row of the page
 */
export function listReply<T extends { readonly record: FlatRecord }>(
  call: Call,
  path: string,
  query: Query,
  all: readonly T[],
  render: (row: T) => Members,
): Reply {
  const { request } = call
  const honoured = call.quirks['max-page-size'] === 'honoured'
  const preferred = honoured ? preferredPageSize(request.headers.prefer?.toString()) : undefined
  const page = takePage(all, query, preferred ?? maxPageSize)
  const members = [
    contextMember(call, path, query.select, false),
    query.count ? `"@odata.count":${page.total}` : '',
    `"value":[${page.rows.map((row) => jsonObject(render(row))).join()}]`,
    page.nextToken === undefined
      ? ''
      : jsonMembers({ '@odata.nextLink': nextLink(request, page.nextToken) }, call.level),
  ]
  const headers = preferred === undefined ? {} : { 'Preference-Applied': `odata.maxpagesize=${preferred}` }
  return jsonReply(call.level, members, headers)
}

function nextLink({ origin, url }: EmulatorRequest, token: string): string {
  const kept = [...url.query].filter(([name]) => name.toLowerCase() !== '$skiptoken')
  const options = [...kept, ['$skiptoken', token] as const]
  const encode = (text: string) => encodeURIComponent(text).replace(/^%24/, '$')
  return `${origin}${url.path}?${options.map(([name, value]) => `${encode(name)}=${encodeURIComponent(value)}`).join('&')}`
}
