import { ServiceError, type Situation } from './errors.ts'

/**
 * Points on which the product may behave in more than one way (docs/emulator.md, "Quirks"). The first value of each is
 * the default.
 */
export const quirkValues = {
  'stored-bytes': ['reencoded', 'verbatim', 'varying'],
  'stale-etag': ['409', '412'],
  'picture-key': ['refused', 'accepted'],
  'filter-in': ['refused', 'ignored'],
  'content-type': ['bytes', 'jpeg'],
  'picture-etag': ['moves', 'frozen'],
  'v1-dates': ['move', 'stay'],
  'unknown-id': ['BadRequest_ResourceNotFound', 'Internal_RecordNotFound'],
  'unknown-segment': ['BadRequest_ResourceNotFound', 'BadRequest_NotFound'],
  'unknown-property': ['BadRequest', 'BadRequest_NotFound'],
  'company-name-status': ['404', '400'],
  'malformed-guid': ['BadRequest_NotFound', 'Application_InvalidGUID'],
  'malformed-guid-status': ['404', '400'],
  'empty-upload': ['400', '204'],
  'max-page-size': ['honoured', 'ignored'],
  'no-permission': ['403', '400'],
  'retry-after': ['none', 'seconds'],
  'download-type': ['octet-stream', 'picture'],
  'etag-header': ['sent', 'none'],
  'media-link-host': ['asked', 'unreachable'],
  'bc-version': ['28', '27'],
} as const

/** One value for each quirk. */
export type Quirks = { readonly [Name in keyof typeof quirkValues]: (typeof quirkValues)[Name][number] }

/** Every quirk at its default. */
export const defaultQuirks = Object.fromEntries(
  Object.entries(quirkValues).map(([name, [first]]) => [name, first]),
) as unknown as Quirks

/** A refusal as the quirks want it; one that no quirk is about stays as it is. */
export function quirkedRefusal(error: ServiceError, quirks: Quirks): ServiceError {
  const {
    status = error.status,
    code = error.code,
    headers = error.headers,
  } = error.situation ? changes[error.situation](quirks) : {}
  return new ServiceError(status, code, error.message, { ...error.headers, ...headers })
}

interface Change {
  readonly status?: number
  readonly code?: string
  readonly headers?: Readonly<Record<string, string>>
}

const changes: Readonly<Record<Situation, (quirks: Quirks) => Change>> = {
  staleEtag: (quirks) => ({ status: Number(quirks['stale-etag']) }),
  unknownId: (quirks) => ({ code: quirks['unknown-id'] }),
  unknownSegment: (quirks) => ({ code: quirks['unknown-segment'] }),
  unknownProperty: (quirks) => ({ code: quirks['unknown-property'] }),
  unknownCompanyName: (quirks) => ({ status: Number(quirks['company-name-status']) }),
  malformedGuid: (quirks) => ({
    status: Number(quirks['malformed-guid-status']),
    code: quirks['malformed-guid'],
  }),
  noPermission: (quirks) => ({ status: Number(quirks['no-permission']) }),
  throttled: (quirks) => (quirks['retry-after'] === 'seconds' ? { headers: { 'Retry-After': '1' } } : {}),
}
