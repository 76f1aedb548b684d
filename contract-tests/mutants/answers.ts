/** Mutants whose status, headers or content types are wrong. */
import {
  answer,
  empty,
  group,
  handle,
  isCompanies,
  isContentUrl,
  isDelete,
  isDownload,
  isList,
  isMetadata,
  isServiceMetadata,
  isUpload,
  json,
  pictureOf,
  refusal,
  request,
  when,
} from './mutant.ts'

const isNobody = ({ url }: { url: string }) => /\/\w+\(00000000-0000-4000-8000-000000000000\)\//.test(url)
const isMalformed = ({ url }: { url: string }) => url.includes('not-a')

/** Wrong statuses. */
export const STATUS = group('status', {
  'metadata-404': [
    'metadata returns 404 where there is no picture',
    answer(when(isMetadata), (sound) =>
      /"width":0/.test(sound.body.toString()) ? refusal(404, 'Internal_RecordNotFound') : undefined,
    ),
  ],
  'content-404': [
    'content returns 404 where there is no picture',
    answer(when(isDownload, 204), () => refusal(404, 'Internal_RecordNotFound')),
  ],
  'content-200-empty': [
    'content returns 200 without bytes where there is no picture',
    answer(when(isDownload, 204), () => ({ ...empty(200), headers: { 'content-type': 'application/octet-stream' } })),
  ],
  'metadata-203': ['metadata returns 203', answer(when(isMetadata), (sound) => ({ ...sound, status: 203 }))],
  'upload-200': ['an upload returns 200', answer(when(isUpload, 204), () => empty(200))],
  'upload-201': ['an upload returns 201', answer(when(isUpload, 204), () => json(201, {}))],
  'upload-202': ['an upload returns 202 and is done later', answer(when(isUpload, 204), () => empty(202))],
  'delete-200': ['a delete returns 200', answer(when(isDelete, 204), () => empty(200))],
  'unknown-entity-200': [
    'an unknown id returns 200 and no picture',
    answer(
      (asked, { status }) => isNobody(asked) && isDownload(asked) && status === 404,
      () => empty(204),
    ),
  ],
  'unknown-entity-500': [
    'an unknown id returns 500',
    answer(
      (asked, { status }) => isNobody(asked) && status === 404,
      () => refusal(500, 'Internal_ServerError'),
    ),
  ],
  'unknown-company-default': [
    'an unknown company returns the default one',
    request(
      ({ url }) => url.includes('companies(00000000-0000-4000-8000-000000000000)/'),
      ({ url }) => ({ url: url.replace('companies(00000000-0000-4000-8000-000000000000)/', '') }),
    ),
  ],
  'malformed-id-500': [
    'an id that is no GUID answers 500',
    answer(isMalformed, () => refusal(500, 'Internal_ServerError')),
  ],
  'post-taken': [
    'POST on the content stores a picture',
    request(
      ({ method }) => method === 'POST',
      () => ({ method: 'PATCH' }),
    ),
  ],
  'put-taken': [
    'PUT on the content stores a picture',
    request(
      ({ method }) => method === 'PUT',
      () => ({ method: 'PATCH' }),
    ),
  ],
  'method-404': [
    'POST on the content returns 404 instead of 405',
    answer(
      (asked, { status }) => status === 405 && isContentUrl(asked),
      () => refusal(404, 'BadRequest_NotFound'),
    ),
  ],
  'query-ignored': [
    'a $filter that does not parse is ignored',
    request(
      ({ url }) => /\$filter=(\(|%28)$/.test(url),
      ({ url }) => ({ url: url.split('?')[0] ?? '' }),
    ),
  ],
  'redirect-content': [
    'content returns a redirect',
    handle(isDownload, async () => ({ ...empty(302), headers: { location: '/elsewhere' } })),
  ],
})

/** Wrong headers. */
export const HEADERS = group('headers', {
  'correlation-id': [
    'ms-correlation-x is empty',
    answer(
      () => true,
      (sound) => ({ ...sound, headers: { ...sound.headers, 'ms-correlation-x': '' } }),
    ),
  ],
  'etag-unquoted': [
    'the ETag header has no quotes',
    answer(when(isMetadata), (sound) => ({ ...sound, headers: { ...sound.headers, etag: 'W/abc' } })),
  ],
  'etag-other': [
    'the ETag header is not the etag of the body',
    answer(when(isMetadata), (sound) => ({ ...sound, headers: { ...sound.headers, etag: 'W/"b3RoZXI="' } })),
  ],
  'odata-version-3': [
    'odata-version is 3.0',
    answer(
      (_, { status }) => status === 200,
      (sound) => ({ ...sound, headers: { ...sound.headers, 'odata-version': '3.0' } }),
    ),
  ],
  'odata-version-empty': [
    'odata-version is empty',
    answer(
      (_, { status }) => status === 200,
      (sound) => ({ ...sound, headers: { ...sound.headers, 'odata-version': '' } }),
    ),
  ],
})

const typed =
  (type: string | undefined) => (sound: { status: number; headers: Record<string, string>; body: Buffer }) => {
    const { 'content-type': _, ...rest } = sound.headers
    return { ...sound, headers: type === undefined ? rest : { ...rest, 'content-type': type } }
  }

/** Wrong content types. */
export const CONTENT_TYPES = group('content-type', {
  'json-as-text': ['metadata comes as text/plain', answer(when(isMetadata), typed('text/plain'))],
  'json-untyped': ['metadata comes without a Content-Type', answer(when(isMetadata), typed(undefined))],
  'json-latin1': ['JSON says charset=iso-8859-1', answer(when(isList), typed('application/json; charset=iso-8859-1'))],
  'list-as-html': ['a list comes as text/html', answer(when(isList), typed('text/html'))],
  'content-as-html': ['content comes as text/html', answer(when(isDownload), typed('text/html'))],
  'content-as-json': ['content comes as application/json', answer(when(isDownload), typed('application/json'))],
  'content-mislabelled': ['content is labelled image/webp', answer(when(isDownload), typed('image/webp'))],
  'error-as-text': ['errors come as text/plain', answer((_, { status }) => status >= 400, typed('text/plain'))],
  'service-as-json': [
    '$metadata comes as application/json',
    answer(when(isServiceMetadata), typed('application/json')),
  ],
  'companies-as-text': ['the companies come as text/json', answer(when(isCompanies), typed('text/json'))],
  'stated-type-wrong': [
    'contentType says image/webp whatever the bytes are',
    answer(when(isMetadata), (sound) =>
      pictureOf(sound, (picture) => {
        if (picture.contentType) picture.contentType = 'image/webp'
      }),
    ),
  ],
})
