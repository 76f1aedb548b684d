/** What a client tells `log`. Nothing in it is secret: no credential, no query of a URL. */
export interface LogEvent {
  /** A request goes out; its response has come, whatever the status; it is about to be sent again. */
  type: 'request' | 'response' | 'retry'
  method: string
  /** Origin and path. */
  url: string
  /** 1 for the first time that a request is sent. */
  attempt: number
  /** Of a response, and of a retry after one. */
  status?: number | undefined
  /** Of a response, and of a retry: what Business Central's telemetry knows the request by. */
  correlationId?: string | undefined
  /** Of a response: milliseconds from the request to the response's headers. */
  duration?: number | undefined
  /** Of a retry: milliseconds until the request is sent again. */
  wait?: number | undefined
  /** Of a retry: what went wrong. */
  reason?: string | undefined
}

/** Tells of an event. */
export type Log = (event: LogEvent) => void

/** Makes a log of a function that may throw: its trouble must not become that of the call. */
export const quiet =
  (log: Log | undefined): Log =>
  (event) => {
    try {
      log?.(event)
    } catch {}
  }
