/** One request that was answered, or broke off before that. Holds no credential. */
export interface JournalEntry {
  /** ISO 8601, when the request came in. */
  readonly time: string
  readonly method: string
  /** Path and query as they came. */
  readonly path: string
  /** null when the connection broke before an answer was sent. */
  readonly status: number | null
  /** How many bytes of the request's body were read. */
  readonly requestBytes: number
  /** The length of the answer's body; when the connection broke while it was sent, fewer bytes arrived. */
  readonly responseBytes: number
  /** From the first byte of the request to the end of the answer. */
  readonly milliseconds: number
  /** The `If-Match` and the `Content-Type` of the request; null where it had none. */
  readonly ifMatch: string | null
  readonly contentType: string | null
  /** The id that the answer carried as `ms-correlation-x`. */
  readonly correlationId: string
  /** The fault rules that this request met with. */
  readonly faults: readonly string[]
}

const maxEntries = 1000

/** A request as it is noted down. `begin` is in milliseconds since 1970: most entries are never read, so never formatted. */
export interface NotedRequest extends Omit<JournalEntry, 'time'> {
  readonly begin: number
}

/** The latest thousand requests, oldest first. */
export class Journal {
  /** From the first place again once all are taken: moving a thousand entries along would cost every request. */
  #entries: NotedRequest[] = []
  #added = 0

  /** The requests so far, oldest first. */
  get entries(): readonly JournalEntry[] {
    const oldest = this.#added % maxEntries
    const inOrder = [...this.#entries.slice(oldest), ...this.#entries.slice(0, oldest)]
    return inOrder.map(({ begin, ...entry }) => ({ time: new Date(begin).toISOString(), ...entry }))
  }

  /** Appends a request and forgets the oldest one when there are too many. */
  add(entry: NotedRequest): void {
    this.#entries[this.#added++ % maxEntries] = entry
  }

  /** Forgets all requests. */
  clear(): void {
    this.#entries = []
    this.#added = 0
  }
}
