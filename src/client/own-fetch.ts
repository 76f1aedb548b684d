/**
 * A `fetch` that is called instead of the global one. The types are narrower than the platform's, so that other fetches
 * fit as well, such as that of undici, whose types differ from TypeScript's own.
 */
export type OwnFetch = (url: string, init: FetchInit) => Promise<FetchedResponse>

/** What a `fetch` is called with. */
export interface FetchInit {
  method?: string
  headers?: Record<string, string>
  /** Bytes, a Blob, a stream, or a form. Each platform has types of its own for them: it has to be passed on as it is. */
  // biome-ignore lint/suspicious/noExplicitAny: no other type fits the bodies of two platforms
  body?: any
  signal?: AbortSignal | null
  redirect?: 'error' | 'follow' | 'manual'
  window?: null
  duplex?: 'half'
}

/** What a `fetch` gives: a `Response` of the platform, or of a library like undici. */
export interface FetchedResponse {
  readonly ok: boolean
  readonly status: number
  readonly url: string
  readonly headers: { get(name: string): string | null }
  readonly body: object | null
  readonly bodyUsed: boolean
  arrayBuffer(): Promise<ArrayBuffer>
}
