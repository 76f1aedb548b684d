import type { ApiVersion } from '../versions.ts'

/** A server, and how to reach a company on it. */
export interface Target {
  /** Up to and including `/api/<version>`, or a Graph root; a query such as `?tenant=…` is sent with every request. */
  readonly baseUrl: string
  readonly apiVersion: ApiVersion
  /** The name or id of the company; undefined: the only one. */
  readonly company: string | undefined
  /**
   * Gives the value of the Authorization header; undefined: requests go without. It is told the value that the server has
   * refused where a new one is wanted.
   */
  readonly authorization: ((refused?: string) => Promise<string>) | undefined
  /** What must not be shown besides what `authorization` gives: a client secret, for one. */
  readonly secrets?: readonly string[]
}

/** An entity as it is named on the command line. */
export interface EntityName {
  readonly parent: string
  /** The number, or for item variants `ITEM/CODE`, or the id. */
  readonly key: string
}
