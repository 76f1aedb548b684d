/** What a client tells `log` when an attempt to carry a call out is over. Nothing in it is secret. */
export interface LogEvent {
  method: string
  /** Origin and path. */
  url: string
  /** 1 for the first time that a request is sent; 0 where the sign-in failed before. */
  attempt: number
  /** Of the response. Undefined where there was none. */
  status?: number | undefined
  /** What Business Central's telemetry knows the request by. */
  correlationId?: string | undefined
  /** What went wrong, if anything did. */
  error?: string | undefined
  /** How many milliseconds later the request is sent again. Undefined where it is not. */
  wait?: number | undefined
}
