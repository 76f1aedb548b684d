/**
 * A refusal with the status and the code that Business Central uses. Codes, messages and their evidence:
 * docs/business-central.md, "Errors". Match on `code`; the message is for people.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** The OData error envelope; two spaces stand around the label of the correlation id, as in the product. */
export function errorEnvelope(error: ServiceError, correlationId: string): string {
  const message = `${error.message}  CorrelationId:  ${correlationId}.`
  return JSON.stringify({ error: { code: error.code, message } })
}

/** 404: a segment of the path that this version of the API does not have. */
export const segmentNotFound = (segment: string) =>
  new ServiceError(404, 'BadRequest_ResourceNotFound', `Resource not found for the segment '${segment}'.`)

/** 404: no API root matches. */
export const routeNotFound = (uri: string) =>
  new ServiceError(404, 'BadRequest_NotFound', `No HTTP resource was found that matches the request URI '${uri}'.`)

/** 400: a key that is no GUID, a key where none belongs, or a query option that does not parse. */
export const querySyntax = () => new ServiceError(400, 'BadRequest_NotFound', 'Bad Request - Error in query syntax.')

/** 400: a request that parses but asks for something that does not exist or does not fit. */
export const badRequest = (message: string) => new ServiceError(400, 'BadRequest', message)

/** 400: a URL that cannot be decoded. */
export const invalidUrl = () =>
  new ServiceError(
    400,
    'BadRequest_InvalidRequestUrl',
    'The request URL cannot be read: its percent-encoding is broken.',
  )

/** 404: the id belongs to no entity of this set. The product's code for this case is unsettled. */
export const recordNotFound = (type: string, id: string) =>
  new ServiceError(404, 'Internal_RecordNotFound', `The ${type} with the id '${id}' does not exist.`)

/** 404: no company has this id or name. */
export const companyNotFound = (company: string) =>
  new ServiceError(404, 'Internal_CompanyNotFound', `The company '${company}' does not exist.`)

/** 401: no credentials, or not the right ones. */
export const invalidCredentials = (scheme: string) =>
  new ServiceError(401, 'Authentication_InvalidCredentials', 'The server has rejected the client credentials.', {
    'WWW-Authenticate': `${scheme} realm="Business Central emulator"`,
  })

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
  new ServiceError(409, 'Request_EntityChanged', 'Another user has already changed the record.')

/** 413: the body is over the limit. The product's code for this case is not known. */
export const bodyTooLarge = (limit: number) =>
  new ServiceError(413, 'BadRequest', `The request body is larger than the limit of ${limit} bytes.`)

/** 400: the company-wide list of pictures asked for without a filter. The code is that of any AL error. */
export const parentFirst = () =>
  new ServiceError(400, 'Application_DialogException', 'You must get to the parent first to get to the picture.')

/** 500: a defect of the emulator. */
export const internalError = () =>
  new ServiceError(500, 'Internal_ServerError', 'An internal server error has occurred in the emulator.')
