/**
 * Checks the contract against docs/business-central.md, restated here by hand. Dredd compares contract and emulator by status and by the keys of
 * examples only; what it does not see (types, codes, headers, query options, servers, authentication) would otherwise change unnoticed.
 */
import { describe, expect, it } from 'vitest'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'
import { type Bundle, type Reference, readContract, resolve } from '../support/contract.ts'
import { idParameter, PARENTS } from '../support/parents.ts'

type Maybe<T> = T | Reference
interface Example {
  value: unknown
}
interface MediaType {
  examples?: Record<string, Maybe<Example>>
}
interface Response {
  headers?: Record<string, unknown>
  content?: Record<string, MediaType>
}
interface Parameter {
  name: string
  in: string
  required?: boolean
}
interface Operation {
  parameters?: Maybe<Parameter>[]
  responses: Record<string, Maybe<Response>>
}
type Schema = {
  type: string
  required?: string[]
  pattern?: string
  enum?: unknown
  'x-extensible-enum'?: string[]
  properties: Record<string, Schema>
}
interface Contract extends Omit<Bundle, 'paths'> {
  paths: Record<string, { parameters?: Maybe<Parameter>[] } & Record<string, Operation | Maybe<Parameter>[]>>
  servers: { url: string }[]
  security: Record<string, string[]>[]
  components: {
    schemas: Record<string, Schema>
    securitySchemes: Record<string, Record<string, unknown>>
  } & Bundle['components']
}

const READ = '200 400 401 403 404 408 429 500 502 503 504'
const ANSWERS = {
  read: READ,
  // fact:filter-or-two-properties, fact:limit-page, fact:query-too-long-online
  list: READ.replace('408 429 500', '408 413 414 429 500 501'),
  download: READ.replace('200', '200 204'),
  delete: READ.replace('200', '204').replace('408', '408 409 412'),
  upload: READ.replace('200', '204').replace('408', '408 409 412 413'),
}
const LIST_OPTIONS = '$count $expand $filter $orderby $schemaversion $select $skip $top tenant'.split(' ')
const OPTIONS: Record<string, string[]> = {
  list: LIST_OPTIONS,
  companies: LIST_OPTIONS.filter((option) => option !== '$expand'),
  entity: ['$expand', '$schemaversion', '$select', 'tenant'],
  picture: ['$schemaversion', '$select', 'tenant'],
  other: ['tenant'],
}

/** Every operation that a version must have, with its statuses and query options. */
function expectedOperations(version: ApiVersion): Record<string, { answers: string; options: string[] | undefined }> {
  const is = (answers: string, options = 'other') => ({ answers, options: OPTIONS[options] })
  const entries = PARENTS[version].flatMap((parent) => {
    const list = `/companies({companyId})/${parent}`
    const entity = `${list}({${idParameter(parent)}})`
    const keyed = version === 'v2.0' ? `${entity}/picture` : `${entity}/picture({pictureId})`
    const content = version === 'v2.0' ? `${keyed}/pictureContent` : `${keyed}/content`
    return [
      [`get ${list}`, is(ANSWERS.list, 'list')],
      [`get ${entity}`, is(ANSWERS.read, 'entity')],
      [`get ${entity}/picture`, is(ANSWERS.read, 'picture')],
      [`get ${keyed}`, is(ANSWERS.read, 'picture')],
      [`delete ${keyed}`, is(ANSWERS.delete)],
      [`get ${content}`, is(ANSWERS.download)],
      [`patch ${content}`, is(ANSWERS.upload)],
    ] as const
  })
  return {
    'get /companies': is(ANSWERS.list, 'companies'),
    'get /$metadata': is(ANSWERS.read),
    ...Object.fromEntries(entries),
  }
}

const SAAS = 'https://api.businesscentral.dynamics.com'
const ON_PREMISES = 'https://{host}:{port}/{serverInstance}/api'
const SERVERS: Record<ApiVersion, string[]> = {
  // Beta was removed in version 19 (fact:beta-removed), so no server online has it any more.
  beta: [`${ON_PREMISES}/beta`, `${SAAS}/v1.0/api/beta`],
  'v1.0': [
    `${SAAS}/v2.0/{tenant}/{environment}/api/v1.0`,
    `${SAAS}/v2.0/{environment}/api/v1.0`,
    `${ON_PREMISES}/v1.0`,
  ],
  'v2.0': [
    `${SAAS}/v2.0/{tenant}/{environment}/api/v2.0`,
    `${SAAS}/v2.0/{environment}/api/v2.0`,
    `${ON_PREMISES}/v2.0`,
  ],
}

/** The codes that the facts pair with a status. The other statuses have no code on record. */
const CODES: Record<string, string[]> = {
  // fact:filter-parse-error, fact:invalid-guid-in-filter, fact:deadlock-400, fact:if-match-missing, fact:no-permission
  '400': [
    'Application_DialogException',
    'Application_InvalidGUID',
    'BadRequest',
    'BadRequest_InvalidToken',
    'Internal_ServerError',
  ],
  // fact:unauthorized, fact:unauthorized-basic
  '401': ['Authentication_InvalidCredentials', 'Unauthorized'],
  '403': ['Internal_ServerError'],
  // fact:unknown-id, fact:malformed-guid, fact:wrong-key-form, fact:unknown-segment, fact:unknown-route, fact:unknown-company
  '404': ['BadRequest_NotFound', 'BadRequest_ResourceNotFound', 'Internal_CompanyNotFound'],
  // fact:stale-etag-409, fact:conflict-other-codes
  '409': ['Internal_ServerError', 'Request_EntityChanged'],
  '412': ['Request_EntityChanged'],
  // fact:throttled
  '429': ['Application_TooManyRequests'],
  // fact:filter-or-two-properties, fact:filter-not
  '501': ['BadRequest_MethodNotImplemented'],
}

/** How recorded messages end: two spaces on either side of the label. */
const LABEL = / {2}CorrelationId: {2}[0-9a-f-]{36}\.$/

/** The statuses whose body can be a page of HTML: fact:url-too-long, fact:query-too-long-online, fact:error-html. */
const HTML = ['400', '414', '500', '502', '503', '504']

describe.each(API_VERSIONS)('the contract of %s', async (version) => {
  const contract = (await readContract(version)) as unknown as Contract
  const at = <T extends object>(value: Maybe<T>) => resolve(contract as unknown as Bundle, value)
  const operations = Object.entries(contract.paths).flatMap(([path, { parameters: shared = [], ...methods }]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => {
      const parameters = [...shared, ...(operation.parameters ?? [])]
      return { name: `${method} ${path}`, ...operation, parameters }
    }),
  )
  const responses = operations.flatMap(({ name, responses }) =>
    Object.entries(responses).map(([status, response]) => ({ name, status, ...at(response) })),
  )
  const examplesOf = ({ content }: Response) =>
    Object.values(content?.['application/json']?.examples ?? {}).map((example) => at(example).value)

  // fact:parents-beta, fact:parents-v1, fact:parents-v2, fact:content-url-v1, fact:content-url-v2, fact:delete-url-v1, fact:delete-url-v2, fact:picture-key-v1
  it('has every operation of every parent, with the statuses and the query options of the facts', () => {
    const found = operations.map(({ name, responses, parameters }) => {
      const options = parameters.map((parameter) => at(parameter)).filter((parameter) => parameter.in === 'query')
      return [name, { answers: Object.keys(responses).join(' '), options: options.map((option) => option.name).sort() }]
    })
    expect(Object.fromEntries(found)).toEqual(expectedOperations(version))
  })

  // fact:upload-is-patch, fact:if-match-missing, fact:delete-without-if-match
  it('demands If-Match for an upload and leaves it open for a delete', () => {
    const demands = operations.flatMap(({ name, parameters }) => {
      const ifMatch = parameters.map((parameter) => at(parameter)).find((parameter) => parameter.name === 'If-Match')
      return ifMatch ? [`${name.split(' ')[0]} ${ifMatch.required}`] : []
    })
    const [deletes, uploads] = ['delete false', 'patch true'].map((each) => Array(PARENTS[version].length).fill(each))
    expect(demands.sort()).toEqual([...(deletes ?? []), ...(uploads ?? [])])
  })

  // fact:request-id, fact:response-headers, fact:retry-after
  it('declares correlation id and request id on every response, Retry-After on 429, 502 and 503', () => {
    for (const { name, status, headers = {} } of responses) {
      expect(headers, `${name} ${status}`).toHaveProperty('ms-correlation-x')
      expect(headers, `${name} ${status}`).toHaveProperty('request-id')
      expect('Retry-After' in headers, `${name} ${status}`).toBe(['429', '502', '503'].includes(status))
    }
  })

  it('declares HTML where a web server or gateway can answer, and nowhere else', () => {
    const pages = responses.filter(({ content = {} }) => 'text/html' in content).map(({ status }) => status)
    expect([...new Set(pages)].sort()).toEqual(HTML)
    const always = responses.filter(({ status }) => HTML.includes(status))
    expect(pages).toHaveLength(always.length)
  })

  // fact:max-page-size
  it('offers small pages by Prefer on every list', () => {
    const withPrefer = operations.filter(({ parameters }) => parameters.some((one) => at(one).name === 'Prefer'))
    expect(withPrefer.map(({ name }) => name)).toEqual(
      operations.map(({ name }) => name).filter((name) => /^get .*(\/companies|\/\w+s)$/.test(name)),
    )
  })

  it('declares an etag header where one entity is returned', () => {
    const withEtag = responses.filter(({ headers = {} }) => 'ETag' in headers).map(({ name }) => name)
    const single = version === 'v2.0' ? /^get .*\)(\/picture)?$/ : /^get .*\)$/
    expect(withEtag).toEqual(operations.map(({ name }) => name).filter((name) => single.test(name)))
  })

  // fact:error-codes
  it.each(Object.entries(CODES))('shows with %s the codes %j and no others', (status, codes) => {
    const errors = responses.filter((response) => response.status === status).flatMap(examplesOf)
    const shown = (errors as { error: { code: string } }[]).map(({ error }) => error.code)
    expect([...new Set(shown)].sort()).toEqual(codes)
  })

  // fact:error-envelope, fact:error-business-text
  it('writes every error in the one form, and demands no correlation id of a message', () => {
    const errors = responses.filter(({ status }) => Number(status) >= 400).flatMap(examplesOf)
    for (const error of errors) {
      expect(error).toEqual({ error: { code: expect.any(String), message: expect.stringMatching(LABEL) } })
    }
    const { ErrorResponse, ErrorDetail } = contract.components.schemas
    expect([ErrorResponse?.required, ErrorDetail?.required]).toEqual([['error'], ['code', 'message']])
    expect(ErrorDetail?.properties.message?.pattern).toBeUndefined()
  })

  // fact:error-codes
  it('keeps the error codes open, and knows every one that it shows', () => {
    const code = contract.components.schemas.ErrorDetail?.properties.code
    const shown = responses.flatMap(examplesOf).flatMap((value) => (value as { error?: { code: string } }).error ?? [])
    expect(code?.enum).toBeUndefined()
    expect(code?.['x-extensible-enum']).toEqual(expect.arrayContaining(shown.map((error) => error.code)))
  })

  // fact:parent-type, fact:media-links-v1, fact:media-links-v2, fact:metadata-picture, fact:picture-has-no-date
  it('gives a picture the properties of this version, with their types', () => {
    const content = version === 'v2.0' ? 'pictureContent' : 'content'
    const { parentType, ...properties } = contract.components.schemas.Picture?.properties ?? {}
    const types = Object.entries(properties).map(([name, schema]) => [name, at(schema).type])
    expect(Object.fromEntries(types)).toEqual({
      '@odata.context': 'string',
      '@odata.etag': 'string',
      id: 'string',
      width: 'integer',
      height: 'integer',
      contentType: 'string',
      [`${content}@odata.mediaEditLink`]: 'string',
      [`${content}@odata.mediaReadLink`]: 'string',
    })
    const kinds = ['Customer', 'Item', 'Vendor', 'Employee', 'Contact', 'Item_x0020_Variant']
    expect(parentType?.enum).toBeUndefined()
    expect(parentType?.['x-extensible-enum']).toEqual(version === 'v2.0' ? kinds : undefined)
  })

  // fact:no-picture-metadata, fact:no-picture-content-type
  it('shows beside every picture one without an image: 200 with 0×0 and no type, the links all the same', () => {
    const metadata = responses.filter(({ name, status }) => status === '200' && /^get .*picture(\(|$)/.test(name))
    const absent = metadata
      .filter(({ name }) => !name.includes('ontent'))
      .map((response) => {
        const none = at(response.content?.['application/json']?.examples?.withoutImage ?? { value: undefined }).value
        return (none as { value?: object[] } | undefined)?.value?.[0] ?? none
      })
    expect(absent).toHaveLength(PARENTS[version].length * (version === 'v2.0' ? 1 : 2))
    for (const picture of absent) {
      expect(picture).toMatchObject({ width: 0, height: 0, contentType: '' })
      expect(JSON.stringify(picture)).toMatch(/ontent@odata\.mediaEditLink.*ontent@odata\.mediaReadLink/)
    }
  })

  // fact:url-online, fact:url-on-premises, fact:url-online-beta, fact:client-credentials, fact:basic-authentication
  it('names the servers and the ways to authenticate', () => {
    const scope = `${SAAS}/.default`
    expect(contract.servers.map(({ url }) => url)).toEqual(SERVERS[version])
    expect(contract.security).toEqual([{ entraId: [scope] }, { webServiceAccessKey: [] }])
    const { entraId, webServiceAccessKey } = contract.components.securitySchemes
    const scopes = { [scope]: expect.any(String) }
    const flows = { clientCredentials: { scopes }, authorizationCode: { scopes } }
    expect(entraId).toMatchObject({ type: 'oauth2', flows })
    expect(webServiceAccessKey).toMatchObject({ type: 'http', scheme: 'basic' })
  })
})

// fact:company-information-picture
it.each(['v1.0', 'v2.0'] as const)(
  'says in %s that the logo of the company is something else, and leaves it out',
  async (version) => {
    const { info, paths } = (await readContract(version)) as unknown as { info: { description: string }; paths: object }
    expect(info.description).toContain('`companyInformation({id})/picture` is something else')
    expect(Object.keys(paths).filter((path) => path.includes('companyInformation'))).toEqual([])
  },
)

// fact:metadata-lengths, fact:code-fields
it('limits strings in v2.0 as the recorded $metadata does', async () => {
  const { schemas } = (await readContract('v2.0')).components as unknown as {
    schemas: Record<string, { properties: Record<string, { maxLength?: number }> }>
  }
  const lengths = (schema: string, ...names: string[]) =>
    names.map((name) => schemas[schema]?.properties[name]?.maxLength)
  for (const schema of ['Item', 'Customer', 'Vendor', 'Contact']) {
    expect(lengths(schema, 'number', 'displayName'), schema).toEqual([20, 100])
  }
  expect(lengths('Employee', 'number', 'displayName')).toEqual([20, undefined])
  expect(lengths('ItemVariant', 'itemNumber', 'code', 'description')).toEqual([20, 10, 100])
  expect(lengths('Picture', 'contentType')).toEqual([100])
})

// fact:beta-recording
it('has the answer recorded in 2018 as the beta example of a picture, letter by letter', async () => {
  const { components } = await readContract('beta')
  const root = 'https://api.businesscentral.dynamics.com/v1.0/api/beta'
  const id = '07493b2c-d676-4d09-ba8c-fc03607cab76'
  const item = `companies(29a080a9-8dde-4d41-bc50-b9aac6b1ee1b)/items(${id})`
  const link = `${root}/${item}/picture(${id})/content`
  expect(components.examples?.ItemPictures).toHaveProperty('value', {
    '@odata.context': `${root}/$metadata#${item}/picture`,
    value: [
      {
        '@odata.etag': 'W/"JzQ0O3J6NzFlMTR5aHBad05uTzgyUEQ1Ujl5ZjkzYVRtM2pTRU1ZQXlNZlAwV3M9MTswMDsn"',
        id,
        width: 516,
        height: 466,
        contentType: 'image/png',
        'content@odata.mediaEditLink': link,
        'content@odata.mediaReadLink': link,
      },
    ],
  })
})
