import type { Contract, Operation } from './contract/contract.ts'

/** One operation and one of its declared statuses. */
export interface CoverageEntry {
  readonly operation: string
  readonly status: number
  /** How many exchanges had this outcome. */
  readonly exchanges: number
  /** Why there was none; undefined where there was one. */
  readonly reason: string | undefined
}

const NOT_ON_DEMAND: Readonly<Record<number, string>> = {
  403: 'needs an account that lacks a permission',
  408: 'needs a request that lasts eight minutes',
  413: 'needs a body over 350 MB',
  429: 'needs the service limit to be used up',
  500: 'a server does not fail on demand',
  502: 'a gateway does not fail on demand',
  503: 'a server is not overloaded on demand',
  504: 'a gateway does not time out on demand',
}

/** Counts which outcome of which operation was seen. */
export class Coverage {
  readonly #counts = new Map<string, number>()
  readonly #contract: Contract

  constructor(contract: Contract) {
    this.#contract = contract
  }

  add({ id }: Operation, status: number): void {
    const key = `${id} ${status}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  /** Every operation with every declared status, in the order of the contract. */
  table(write: boolean): CoverageEntry[] {
    return this.#contract.operations.flatMap((operation) =>
      operation.statuses.map((status) => {
        const exchanges = this.#counts.get(`${operation.id} ${status}`) ?? 0
        const reason = exchanges > 0 ? undefined : this.#reason(operation, status, write)
        return { operation: operation.id, status, exchanges, reason }
      }),
    )
  }

  #reason(operation: Operation, status: number, write: boolean): string {
    const impossible = NOT_ON_DEMAND[status]
    if (impossible) return impossible
    if (operation.method !== 'GET' && !write) return 'this run only reads'
    const other = status === 409 ? 412 : 409
    if ((status === 409 || status === 412) && this.#counts.has(`${operation.id} ${other}`)) {
      return `an outdated etag returns 409 or 412, and this server returns ${other}`
    }
    if (operation.kind === 'metadata') return 'the service description has nothing that could be wrong about it'
    return 'no check of this run brought it about'
  }
}
