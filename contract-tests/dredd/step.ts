/** What `hooks.cjs` follows: a step for each transaction, and the plan that holds them. */

/** What the hooks do for one transaction. */
export interface Step {
  /** Why nothing is sent; every other member is then absent. */
  skip?: string
  /** Path and query to ask for; by default the contract's own examples. */
  path?: string
  /** Sent in place of the contract's method. */
  method?: string
  /** Headers to set; null takes one away. */
  headers?: Record<string, string | null>
  /** The request body, as base64. */
  body?: string
  /** The accepted media types of the response; by default the one that the contract declares. */
  mediaTypes?: string[]
  /** Headers that the response must have besides those that the contract demands. */
  expected?: Record<string, string>
  /** Requests that bring about the state which the transaction needs. */
  prepare?: Preparation[]
  /** Where an upload is read back from. */
  readBack?: string
}

/** A request that the hooks make themselves. `url` is a path; `body` is base64. */
export interface Preparation {
  method: string
  url: string
  headers?: Record<string, string>
  body?: string
}

/** The steps of a run, by transaction name. */
export interface Plan {
  endpoint: string
  /** Sent with every request, the credentials above all. */
  headers: Record<string, string>
  steps: Record<string, Step>
}
