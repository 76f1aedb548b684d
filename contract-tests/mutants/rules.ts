/** Mutants that ignore or invent rules: etags, errors, credentials, queries and pages. */
import type { Break, BrokenResponse } from '../../src/test-support/broken-server.ts'
import {
  answer,
  currentContent,
  empty,
  group,
  handle,
  isDelete,
  isDownload,
  isEntity,
  isList,
  isMetadata,
  isUpload,
  json,
  jsonOf,
  refusal,
  request,
  when,
} from './mutant.ts'

const ifMatch = (asked: { headers: Record<string, string> }) => asked.headers['if-match']
const isEtag = (value: string | undefined) => value?.includes('"') ?? false
const isStar = (value: string | undefined) => value === '*'
const isMissing = (value: string | undefined) => !value
const star = ({ headers }: { headers: Record<string, string> }) => ({ headers: { ...headers, 'if-match': '*' } })

/** Refuses the requests of a kind whose If-Match fits. */
const refuseWhere = (
  isKind: Parameters<typeof handle>[0],
  fits: (value: string | undefined) => boolean,
  status: number,
  code: string,
): ReturnType<typeof handle> =>
  handle(isKind, async (asked, forward) => (fits(ifMatch(asked)) ? refusal(status, code) : forward(asked)))

/** If-Match that is ignored, or demanded where none is needed. */
export const ETAGS = group('etag', {
  'upload-without': [
    'an upload without If-Match is taken',
    request((asked) => isUpload(asked) && !ifMatch(asked), star),
  ],
  'upload-without-code': [
    'an upload without If-Match has another code',
    refuseWhere(isUpload, isMissing, 400, 'BadRequest'),
  ],
  'upload-without-412': [
    'an upload without If-Match returns 428',
    refuseWhere(isUpload, isMissing, 428, 'BadRequest_InvalidToken'),
  ],
  'upload-stale': ['a stale upload is taken', request((asked) => isUpload(asked) && isEtag(ifMatch(asked)), star)],
  'upload-star-refused': [
    'an upload with * is refused over a picture',
    refuseWhere(isUpload, isStar, 400, 'BadRequest_InvalidToken'),
  ],
  'upload-current-refused': [
    'an upload with the current etag is refused',
    refuseWhere(isUpload, isEtag, 409, 'Request_EntityChanged'),
  ],
  'upload-current-onto-nothing-refused': [
    'an upload with the current etag is refused where there is no picture',
    handle(isUpload, async (asked, forward, world) => {
      const refused = isEtag(ifMatch(asked)) && (await currentContent(asked, forward, world)) === undefined
      return refused ? refusal(409, 'Request_EntityChanged') : forward(asked)
    }),
  ],
  'upload-malformed': [
    'an upload with an If-Match that is no etag is taken',
    request((asked) => isUpload(asked) && ifMatch(asked) !== undefined && !isEtag(ifMatch(asked)), star),
  ],
  'stale-403': [
    'a stale etag returns 403',
    answer(
      (_, { status }) => status === 409,
      () => refusal(403, 'Request_EntityChanged'),
    ),
  ],
  'stale-other-code': [
    'a stale etag returns 409 with the code of another conflict',
    answer(
      (_, { status }) => status === 409,
      () => refusal(409, 'Internal_EntityWithSameKeyExists'),
    ),
  ],
  'delete-stale': ['a stale delete is done', request((asked) => isDelete(asked) && isEtag(ifMatch(asked)), star)],
  'delete-demands': ['a delete demands If-Match', refuseWhere(isDelete, isMissing, 400, 'BadRequest_InvalidToken')],
  'delete-star-refused': ['a delete with * is refused', refuseWhere(isDelete, isStar, 400, 'BadRequest_InvalidToken')],
  'delete-current-refused': [
    'a delete with the current etag is refused',
    refuseWhere(isDelete, isEtag, 409, 'Request_EntityChanged'),
  ],
  'delete-malformed': [
    'a delete with an If-Match that is no etag is done',
    request((asked) => isDelete(asked) && ifMatch(asked) !== undefined && !isEtag(ifMatch(asked)), star),
  ],
})

const failed = (_: unknown, { status }: { status: number }) => status >= 400

/** Errors without their envelope. */
export const ERRORS = group('error', {
  bare: ['errors are a bare message', answer(failed, ({ status }) => json(status, { message: 'No.' }))],
  empty: ['errors have no body', answer(failed, ({ status }) => empty(status))],
  html: [
    'errors are web pages',
    answer(failed, ({ status }) => ({
      status,
      headers: { 'content-type': 'text/html' },
      body: Buffer.from('<html><body>Error</body></html>'),
    })),
  ],
  'code-number': [
    'the code is a number',
    answer(failed, ({ status }) => json(status, { error: { code: status, message: 'No.' } })),
  ],
  'code-sentence': [
    'the code is a sentence',
    answer(failed, ({ status }) => json(status, { error: { code: 'Not allowed here', message: 'No.' } })),
  ],
  'message-missing': [
    'the message is missing',
    answer(failed, ({ status }) => json(status, { error: { code: 'BadRequest' } })),
  ],
  'unauthorized-code': [
    'a 401 has another code',
    answer(
      (_, { status }) => status === 401,
      () => refusal(401, 'Unknown'),
    ),
  ],
})

const unsigned = ({ headers }: { headers: Record<string, string> }) => headers.authorization === undefined

function signedIn(
  concerned: (asked: { method: string; url: string; headers: Record<string, string>; body: Buffer }) => boolean,
) {
  return request(concerned, ({ headers }, { authorization }) => ({ headers: { ...headers, authorization } }))
}

/** Credentials that are not checked. */
export const CREDENTIALS = group('credentials', {
  'none-needed': ['nobody needs credentials', signedIn(unsigned)],
  'content-unprotected': ['downloads need no credentials', signedIn((asked) => isDownload(asked) && unsigned(asked))],
  'metadata-unprotected': ['metadata needs no credentials', signedIn((asked) => isMetadata(asked) && unsigned(asked))],
  'upload-unprotected': ['uploads need no credentials', signedIn((asked) => isUpload(asked) && unsigned(asked))],
  'delete-unprotected': ['deletes need no credentials', signedIn((asked) => isDelete(asked) && unsigned(asked))],
  'any-will-do': ['any credentials will do', signedIn((asked) => !unsigned(asked))],
  'any-token-will-do': [
    'any bearer token will do',
    signedIn(({ headers }) => headers.authorization?.startsWith('Bearer ') ?? false),
  ],
  'any-upload': ['uploads take any credentials', signedIn((asked) => isUpload(asked) && !unsigned(asked))],
  '403-for-401': [
    'missing credentials return 403',
    answer(
      (_, { status }) => status === 401,
      (sound) => ({ ...sound, status: 403 }),
    ),
  ],
  '404-for-401': [
    'missing credentials return 404',
    answer(
      (_, { status }) => status === 401,
      (sound) => ({ ...sound, status: 404 }),
    ),
  ],
})

/** Takes a query option away. */
function without(option: string) {
  const pattern = new RegExp(`(?<=[?&])(\\$|%24)${option}=[^&]*&?`)
  return request(
    ({ url }) => pattern.test(url),
    ({ url }) => ({ url: url.replace(pattern, '').replace(/[?&]$/, '') }),
  )
}

// biome-ignore lint/suspicious/noExplicitAny: mutants break shapes, so no shape can be promised
const list = (change: (page: any, asked: { url: string }) => unknown) =>
  answer(when(isList), (sound, asked) => jsonOf(sound, (page) => change(page, asked)))

const KEYED = /\/(\w+)\(([0-9a-f-]{36})\)\/picture\([0-9a-f-]{36}\)/

/** Keys of pictures that lead astray. */
export const KEYS = group('key', {
  'ignored-v1': [
    'v1.0 ignores the key of a picture',
    request(
      ({ url }) => KEYED.test(url),
      ({ url }) => ({ url: url.replace(KEYED, '/$1($2)/picture($2)') }),
    ),
    'v1.0',
  ],
  'astray-v2': [
    'v2.0 answers a key with the picture of another entity',
    request(
      ({ url }) => KEYED.test(url),
      ({ url }, { ids }) => {
        const [, set = '', id] = KEYED.exec(url) ?? []
        const other = ids[set]?.find((candidate) => candidate !== id)
        return { url: url.replace(KEYED, `/${set}(${other})/picture`) }
      },
    ),
  ],
})

/** Queries and pages that lose, repeat or ignore. */
export const QUERIES = group('query', {
  'select-ignored': [
    '$select on a picture is ignored',
    request(
      (asked) => isMetadata(asked) && asked.url.includes('select'),
      ({ url }) => ({ url: url.split('?')[0] ?? '' }),
    ),
  ],
  'list-select-ignored': [
    '$select on a list is ignored',
    request(
      (asked) => isList(asked) && asked.url.includes('select'),
      ({ url }) => ({ url: url.replace(/(\$|%24)select=[^&]*&?/, '').replace(/[?&]$/, '') }),
    ),
  ],
  'list-select-loses': [
    '$select on a list returns the id alone',
    list((page, { url }) => {
      if (url.includes('select')) page.value = page.value.map(({ id }: { id: string }) => ({ id }))
    }),
  ],
  'select-loses': [
    '$select loses a selected property',
    answer(
      (asked, { status }) => status === 200 && isMetadata(asked) && asked.url.includes('select'),
      (sound) =>
        jsonOf(sound, (value) => {
          delete value.width
        }),
    ),
  ],
  'expand-ignored': ['$expand=picture is ignored', without('expand')],
  'expand-with-bytes': [
    'an expanded picture carries its bytes',
    list((page) => {
      for (const row of page.value) if (row.picture) row.picture.pictureContent = 'aGVsbG8='
    }),
  ],
  'expand-other': [
    'the list expands the picture of the next entity',
    list((page) => {
      const pictures = page.value.map(({ picture }: { picture: unknown }) => picture)
      for (const [index, row] of page.value.entries()) row.picture = pictures[(index + 1) % pictures.length]
    }),
  ],
  'expand-size': [
    'the picture expanded in an entity has another size',
    answer(when(isEntity), (sound) =>
      jsonOf(sound, (entity) => {
        if (entity.picture?.width > 0) entity.picture.width += 1
      }),
    ),
  ],
  'filter-ignored': ['$filter is ignored', without('filter')],
  'skip-ignored': ['$skip is ignored', without('skip')],
  'top-ignored': ['$top is ignored', without('top')],
  'count-wrong': [
    '@odata.count counts one too few',
    list((page) => {
      if ('@odata.count' in page) page['@odata.count'] -= 1
    }),
  ],
  'filter-functions-ignored': [
    'a $filter with a function returns the whole list',
    request(
      (asked) => isList(asked) && /(with|contains)(\(|%28)/.test(asked.url),
      ({ url, headers }) => ({ url: url.replace(/&?\$filter=[^&]*/, ''), headers }),
    ),
  ],
  'filter-or-of-one': [
    'a $filter with or regards its first condition alone',
    request(
      (asked) => isList(asked) && asked.url.includes('%20or%20'),
      ({ url, headers }) => ({ url: url.replace(/%20or%20.*$/, ''), headers }),
    ),
  ],
  'filter-unknown-ignored': [
    'a $filter with a property that is not there returns the whole list',
    answer(
      (asked, { status }) => isList(asked) && status === 400 && asked.url.includes('nobodyKnows'),
      () => json(200, { '@odata.context': 'http://x/BC/api/v2.0/$metadata#x', value: [] }),
    ),
  ],
  'filter-lost-on-next-page': [
    'the next link has lost the $filter',
    list((page) => {
      page['@odata.nextLink'] &&= page['@odata.nextLink'].replace(/([?&])(\$|%24)filter=[^&]*&?/, '$1')
    }),
  ],
  'empty-list-null': [
    'the value of a list that is empty is null',
    list((page) => {
      if (page.value.length === 0) page.value = null
    }),
  ],
  'top-with-next-link': [
    'a list that $top cuts has a next link',
    answer(
      (asked, { status }) => isList(asked) && status === 200 && asked.url.includes('$top'),
      (sound, { url, headers }) =>
        jsonOf(sound, (page) => {
          page['@odata.nextLink'] = `http://${headers.host}${url}&$skiptoken='A'`
        }),
    ),
  ],
  'list-cached': [
    'a list is returned as it was when it was first read',
    () => {
      const known = new Map<string, BrokenResponse>()
      return async (asked, forward) => {
        const cached = known.get(asked.url)
        if (cached) return cached
        const sound = await forward(asked)
        if (isList(asked) && sound.status === 200) known.set(asked.url, sound)
        return sound
      }
    },
  ],
  'count-missing': [
    '@odata.count is missing',
    list((page) => {
      delete page['@odata.count']
    }),
  ],
  'count-string': [
    '@odata.count is a string',
    list((page) => {
      if ('@odata.count' in page) page['@odata.count'] = String(page['@odata.count'])
    }),
  ],
  'list-repeats': [
    'a list holds an entity twice',
    list((page, { url }) => {
      if (!/skip|filter/.test(url) && page['@odata.nextLink'] === undefined) page.value.push(page.value[0])
    }),
  ],
  'page-loses': [
    'a page loses its last entity',
    list((page) => {
      if (page['@odata.nextLink']) page.value.pop()
    }),
  ],
  'page-repeats': [
    'the next page begins with the last entity of the one before',
    (): Break => {
      let last: unknown
      return async (asked, forward) => {
        const sound = await forward(asked)
        if (!isList(asked) || sound.status !== 200) return sound
        return jsonOf(sound, (page) => {
          if (asked.url.includes('skiptoken') && last) page.value.unshift(last)
          last = page['@odata.nextLink'] ? page.value.at(-1) : undefined
        })
      }
    },
  ],
  'next-link-loops': [
    'the next link leads to the same page',
    list((page, { url }) => {
      const link = page['@odata.nextLink']
      if (link) page['@odata.nextLink'] = new URL(url, link).href
    }),
  ],
  'next-link-missing': [
    'the next link is missing',
    list((page) => {
      delete page['@odata.nextLink']
    }),
  ],
  'page-reversed': [
    'a following page is in the opposite order',
    list((page, { url }) => {
      if (url.includes('skiptoken')) page.value.reverse()
    }),
  ],
})
