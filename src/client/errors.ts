/** What is known about a failed exchange. Nothing in it is secret: the URL carries neither user, password nor query. */
export interface FailureDetails {
  /** The HTTP status. Undefined when no answer came: no status is ever made up. */
  status?: number | undefined
  /** The product's error code, such as `Request_EntityChanged`, or that of the network, such as `ECONNREFUSED`. */
  code?: string | undefined
  /** What Business Central's telemetry knows the request by. */
  correlationId?: string | undefined
  method?: string | undefined
  /** Origin and path. */
  url?: string | undefined
  /** How many milliseconds the server asked to be left alone for. */
  retryAfter?: number | undefined
}

/** The family of all errors that come from talking to Business Central. A wrong argument is a TypeError instead. */
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
}

/** 409 or 412: the etag is not the current one. */
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

/** No answer, or not the whole of it: refused, reset, cut short. */
export class NetworkError extends BusinessCentralError {
  override name = 'NetworkError' as const
}

/** The time that the call was given has passed, or the server was silent for too long. */
export class TimeoutError extends BusinessCentralError {
  override name = 'TimeoutError' as const
}

/** An answer that no Business Central gives: HTML for JSON, a list without its entities, a redirect of a change. */
export class InvalidResponseError extends BusinessCentralError {
  override name = 'InvalidResponseError' as const
}

/** What was asked of whom. */
export interface Asked {
  method: string
  url: string
}

/** Makes an error that begins with what was asked. A query may hold what nobody should read in a log, so it is left out. */
export function failure(
  Kind: typeof BusinessCentralError,
  { method, url }: Asked,
  what: string,
  details?: FailureDetails,
  cause?: unknown,
): BusinessCentralError {
  const address = url.replace(/\?\S*/g, '')
  // The product repeats the whole URL in some of its messages.
  return new Kind(`${method} ${address} ${what}`.replace(/\?\S*/g, ''), { method, url: address, ...details }, cause)
}

// By the name, so that an error of another copy of this package is known, too. The platform has a TimeoutError of its own.
const isNamed = (error: unknown, name: RegExp): boolean =>
  error instanceof Error && !(error instanceof DOMException) && name.test(error.name)

const guard =
  <E extends BusinessCentralError>(name: RegExp) =>
  (error: unknown): error is E =>
    isNamed(error, name)

/** Whether an error is any of this family. */
export const isBusinessCentralError = (error: unknown): error is BusinessCentralError =>
  isNamed(error, /^(BusinessCentral|Conflict|NotFound|Unauthorized|Throttled|Network|Timeout|InvalidResponse)Error$/)
/** Whether an error is a {@link ConflictError}. */
export const isConflictError = /* @__PURE__ */ guard<ConflictError>(/^ConflictError$/)
/** Whether an error is a {@link NotFoundError}. */
export const isNotFoundError = /* @__PURE__ */ guard<NotFoundError>(/^NotFoundError$/)
/** Whether an error is an {@link UnauthorizedError}. */
export const isUnauthorizedError = /* @__PURE__ */ guard<UnauthorizedError>(/^UnauthorizedError$/)
/** Whether an error is a {@link ThrottledError}. */
export const isThrottledError = /* @__PURE__ */ guard<ThrottledError>(/^ThrottledError$/)
/** Whether an error is a {@link NetworkError}. */
export const isNetworkError = /* @__PURE__ */ guard<NetworkError>(/^NetworkError$/)
/** Whether an error is a {@link TimeoutError}. */
export const isTimeoutError = /* @__PURE__ */ guard<TimeoutError>(/^TimeoutError$/)
/** Whether an error is an {@link InvalidResponseError}. */
export const isInvalidResponseError = /* @__PURE__ */ guard<InvalidResponseError>(/^InvalidResponseError$/)
