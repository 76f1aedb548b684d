/** What is known about a failed request. Nothing in it is secret: the URL carries neither user, password nor query. */
export interface FailureDetails {
  /** The HTTP status. Undefined when no response came: no status is ever made up. */
  status?: number | undefined
  /** The product's error code, such as `Request_EntityChanged`, or that of the network, such as `ECONNREFUSED`. */
  code?: string | undefined
  /** What Business Central's telemetry knows the request by. */
  correlationId?: string | undefined
  method?: string | undefined
  /** Origin and path. */
  url?: string | undefined
  /** How many milliseconds the server asked to wait. */
  retryAfter?: number | undefined
}

/** Marks the errors of this family, those of another copy of this package as well. */
const FAMILY = Symbol.for('bc-pictures.error')

/** The family of all errors that a request to Business Central can end with. A wrong argument is a TypeError instead. */
export class BusinessCentralError extends Error implements FailureDetails {
  override name = 'BusinessCentralError'
  declare readonly status?: number | undefined
  declare readonly code?: string | undefined
  declare readonly correlationId?: string | undefined
  declare readonly method?: string | undefined
  declare readonly url?: string | undefined
  declare readonly retryAfter?: number | undefined

  constructor(message: string, details?: FailureDetails, cause?: unknown) {
    super(message, (cause && { cause }) as ErrorOptions)
    Object.assign(this, details)
  }

  /** @internal */
  get [FAMILY](): boolean {
    return true
  }
}

/** The etag is not the current one: 409 with the code `Request_EntityChanged`, or 412. Other 409s may pass, and are none. */
export class ConflictError extends BusinessCentralError {
  override name = 'ConflictError' as const
}

/** 404, or a company that is not there. */
export class NotFoundError extends BusinessCentralError {
  override name = 'NotFoundError' as const
}

/** 401 or 403, or a sign-in that failed before anything was sent to Business Central. */
export class UnauthorizedError extends BusinessCentralError {
  override name = 'UnauthorizedError' as const
}

/** 429, still after the retries. */
export class ThrottledError extends BusinessCentralError {
  override name = 'ThrottledError' as const
}

/** No response, or not the whole of it: refused, reset, cut short. */
export class NetworkError extends BusinessCentralError {
  override name = 'NetworkError' as const
}

/** The server was silent for longer than `timeout`. */
export class TimeoutError extends BusinessCentralError {
  override name = 'TimeoutError' as const
}

/** A response that no Business Central gives: HTML for JSON, a list without its entities, a redirected change. */
export class InvalidResponseError extends BusinessCentralError {
  override name = 'InvalidResponseError' as const
}

/** A request, as errors name it. */
export interface Asked {
  method: string
  url: string
}

/** Origin and path: a query may hold what nobody should read in a log. */
export const withoutQuery = (url: string): string => url.replace(/[?#]\S*/g, '')

/** Makes an error whose message begins with the request. */
export function failure(
  Kind: typeof BusinessCentralError,
  { method, url }: Asked,
  what: string,
  details?: FailureDetails,
  cause?: unknown,
): BusinessCentralError {
  // The product repeats the whole URL in some of its messages.
  const message = withoutQuery(`${method} ${url} ${what}`)
  return new Kind(message, { method, url: withoutQuery(url), ...details }, cause)
}

/** Makes the error for an answer that no Business Central gives. */
export const invalid = (asked: Asked, what: string): BusinessCentralError => failure(InvalidResponseError, asked, what)

/** Whether an error is any of this family. */
export const isBusinessCentralError = (error: unknown): error is BusinessCentralError =>
  Object(error) === error && FAMILY in (error as object)

const guard =
  <E extends BusinessCentralError>(name: string) =>
  (error: unknown): error is E =>
    isBusinessCentralError(error) && error.name === name

/** Whether an error is a {@link ConflictError}. */
export const isConflictError = /* @__PURE__ */ guard<ConflictError>('ConflictError')
/** Whether an error is a {@link NotFoundError}. */
export const isNotFoundError = /* @__PURE__ */ guard<NotFoundError>('NotFoundError')
/** Whether an error is an {@link UnauthorizedError}. */
export const isUnauthorizedError = /* @__PURE__ */ guard<UnauthorizedError>('UnauthorizedError')
/** Whether an error is a {@link ThrottledError}. */
export const isThrottledError = /* @__PURE__ */ guard<ThrottledError>('ThrottledError')
/** Whether an error is a {@link NetworkError}. */
export const isNetworkError = /* @__PURE__ */ guard<NetworkError>('NetworkError')
/** Whether an error is a {@link TimeoutError}. */
export const isTimeoutError = /* @__PURE__ */ guard<TimeoutError>('TimeoutError')
/** Whether an error is an {@link InvalidResponseError}. */
export const isInvalidResponseError = /* @__PURE__ */ guard<InvalidResponseError>('InvalidResponseError')
