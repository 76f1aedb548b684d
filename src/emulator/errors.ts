/**
 * A refusal with the status and the code that Business Central uses. Codes, messages and their evidence:
 * docs/business-central.md, section 8. Match on `code`; the message is for people.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>
  /** Set where a quirk may change how it is told. */
  readonly situation: Situation | undefined

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    situation?: Situation,
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
    this.situation = situation
  }
}

/** The refusals of which it is unsettled how the product tells them. */
export type Situation =
  | 'staleEtag'
  | 'unknownId'
  | 'unknownSegment'
  | 'unknownCompanyName'
  | 'malformedGuid'
  | 'unknownProperty'
  | 'noPermission'
  | 'throttled'

/** The OData error envelope; two spaces stand around the label of the correlation id, as in the product. */
export function errorEnvelope(error: ServiceError, correlationId: string): string {
  const message = `${error.message}  CorrelationId:  ${correlationId}.`
  return JSON.stringify({ error: { code: error.code, message } })
}

/** 404: a segment of the path that this version of the API does not have (fact:unknown-segment). */
export const segmentNotFound = (segment: string) =>
  new ServiceError(
    404,
    'BadRequest_ResourceNotFound',
    `Resource not found for the segment '${segment}'.`,
    {},
    'unknownSegment',
  )

/** 404: no API root matches. */
export const routeNotFound = (uri: string) =>
  new ServiceError(404, 'BadRequest_NotFound', `No HTTP resource was found that matches the request URI '${uri}'.`)

/** 404: a key that is no GUID (fact:malformed-guid). */
export const malformedGuid = () =>
  new ServiceError(404, 'BadRequest_NotFound', 'Bad Request - Error in query syntax.', {}, 'malformedGuid')

/** 404: a key where none belongs (fact:wrong-key-form). */
export const wrongKeyForm = () => new ServiceError(404, 'BadRequest_NotFound', 'Bad Request - Error in query syntax.')

/** 400: a query option that does not parse (fact:filter-parse-error). */
export const querySyntax = () => new ServiceError(400, 'BadRequest', 'Bad Request - Error in query syntax.')

/** 400: a name that the type does not have (fact:filter-unknown-property-code). */
export const propertyNotFound = (name: string, type: string) =>
  new ServiceError(
    400,
    'BadRequest',
    `Could not find a property named '${name}' on type 'Microsoft.NAV.${type}'.`,
    {},
    'unknownProperty',
  )

/** 501: a query that the product understands and does not carry out. */
export const methodNotImplemented = (message: string) =>
  new ServiceError(501, 'BadRequest_MethodNotImplemented', message)

/** 501: what works in the product and not here. The code is the emulator's own, so that nobody takes it for the product's. */
export const notModelled = (name: string, type: string) =>
  new ServiceError(501, 'Emulator_NotModelled', `This emulator does not model '${name}' of '${type}'.`)

/** 400: a request that parses but asks for something that does not exist or does not fit. */
export const badRequest = (message: string) => new ServiceError(400, 'BadRequest', message)

/** 404 of the control API, which the product does not have. */
export const notThere = (message: string) => new ServiceError(404, 'BadRequest_NotFound', message)

/** 400: a URL that cannot be decoded. */
export const invalidUrl = () =>
  new ServiceError(
    400,
    'BadRequest_InvalidRequestUrl',
    'The request URL cannot be read: its percent-encoding is broken.',
  )

/** 400: a URL that no server takes. The product answers it with a page of HTTP.sys (fact:url-too-long). */
export const targetTooLong = (limit: number) =>
  new ServiceError(400, 'BadRequest_InvalidRequestUrl', `The request URL is longer than ${limit} characters.`)

/** 404: the id belongs to no entity of this set (fact:unknown-id). */
export const recordNotFound = (type: string, id: string) =>
  new ServiceError(
    404,
    'BadRequest_ResourceNotFound',
    `The ${type} with the id '${id}' does not exist.`,
    {},
    'unknownId',
  )

/** 404: no company has the id in the path (fact:unknown-company). */
export const companyNotFound = (company: string) =>
  new ServiceError(404, 'Internal_CompanyNotFound', `The company '${company}' does not exist.`)

/** 404: no company has the name that the query or a header gives (fact:unknown-company-name). */
export const companyNameNotValid = () =>
  new ServiceError(404, 'Unknown', 'The supplied company name is not valid.', {}, 'unknownCompanyName')

/** 404: there are several companies, and the request names none (fact:no-company-named). */
export const noDefaultCompany = () =>
  new ServiceError(
    404,
    'Internal_CompanyNotFound',
    'The request names no company, and the default company cannot be found.',
  )

/** 401: no credentials, or not the right ones. */
export const invalidCredentials = (scheme: string) =>
  new ServiceError(401, 'Authentication_InvalidCredentials', 'The server has rejected the client credentials.', {
    'WWW-Authenticate': `${scheme} realm="Business Central emulator"`,
  })

/** 401: a token that was good once. */
export const expiredToken = () =>
  new ServiceError(401, 'Authentication_InvalidCredentials', 'The server has rejected the client credentials.', {
    'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The token is expired"',
  })

/** 403: signed in, but not allowed to. */
export const noPermission = () =>
  new ServiceError(
    403,
    'Internal_ServerError',
    'Sorry, the current permissions prevented the action. (TableData Item Picture Buffer)',
    {},
    'noPermission',
  )

/** 429: over a limit of the user. */
export const tooManyRequests = (actual: number, maximum: number) =>
  new ServiceError(
    429,
    'Application_TooManyRequests',
    `Too many requests reached. Actual (${actual}). Maximum (${maximum}).`,
    {},
    'throttled',
  )

/** 417: an `Expect` header other than `100-continue`. */
export const expectationFailed = () =>
  new ServiceError(417, 'BadRequest', "The expectation of the request's Expect header cannot be met.")

/** 503: waited too long for its turn. The product's code for this case is not known. */
export const queueTimeout = () =>
  new ServiceError(503, 'Internal_ServerError', 'The request waited too long to be worked on.')

/** 405: the resource exists but does not take this method. */
export const methodNotAllowed = (method: string, allow: string) =>
  new ServiceError(405, 'BadRequest_MethodNotAllowed', `The method '${method}' is not allowed on this resource.`, {
    Allow: allow,
  })

/** 400: If-Match is missing or is no etag. */
export const invalidToken = () =>
  new ServiceError(
    400,
    'BadRequest_InvalidToken',
    'Could not validate the client concurrency token required by the service. Please provide a valid token in the client request.',
  )

/** 409: the etag is not the current one. */
export const entityChanged = () =>
  new ServiceError(409, 'Request_EntityChanged', 'Another user has already changed the record.', {}, 'staleEtag')

/** 413: the body is over the limit. The product's code for this case is not known. */
export const bodyTooLarge = (limit: number) =>
  new ServiceError(413, 'BadRequest', `The request body is larger than the limit of ${limit} bytes.`)

/** 413: an operation of a batch whose response does not fit into the batch's. */
export const batchTooLarge = (limit: number) =>
  new ServiceError(
    413,
    'BadRequest',
    `The responses of the batch are larger than the limit of ${limit} bytes: send this request on its own.`,
  )

/**
 * 400: the list of all pictures without a filter on both `id` and `parentType` (fact:pictures-needs-parent,
 * fact:pictures-error-status).
 */
export const parentFirst = () =>
  new ServiceError(400, 'Application_DialogException', 'You must get to the parent first to get to the picture.')

/** 403: a host name that the emulator does not answer to. */
export const foreignHost = (host: string) =>
  new ServiceError(
    403,
    'Emulator_ForeignHost',
    `The emulator does not answer to the host name '${host}': use localhost, an address or a name of a private network, or allow this one with --allow-host.`,
  )

/** 405: a method that the content of a picture does not take (fact:content-post-refused, fact:content-post-405). */
export const contentMethodNotAllowed = (method: string, stream: string, allow: string) =>
  new ServiceError(
    405,
    'BadRequest_MethodNotAllowed',
    `'${method}' requests for '${stream}' of EdmType 'Primitive' are not allowed within Dynamics 365 Business Central OData web services.`,
    { Allow: allow },
  )

/** 400: a request that announces that it only reads, and writes (fact:data-access-intent). The code is not known. */
export const readOnlyIntent = () =>
  new ServiceError(
    400,
    'BadRequest_InvalidOperation',
    'A request with Data-Access-Intent: ReadOnly cannot change data.',
  )

/** 500: a defect of the emulator, or of what it stored. */
export const internalError = (message = 'An internal server error has occurred in the emulator.') =>
  new ServiceError(500, 'Internal_ServerError', message)
