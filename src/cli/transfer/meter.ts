import { learnAuthorization } from '../secrets.ts'

/** The bounds of the service for one user (fact:limit-requests, fact:limit-concurrent). */
const REQUESTS_PER_SECOND = 20
const AT_ONCE = 5

/** How long after a 429 a run counts as throttled. In milliseconds. */
const THROTTLED_FOR = 3000

/** Counts what goes over the wire. */
export class Meter {
  requests = 0
  /** Answers with 429. */
  throttled = 0
  #waiting = 0
  #lastThrottled = Number.NEGATIVE_INFINITY
  readonly #begun = performance.now()

  /** Sends a request, as `fetch` does. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.requests += 1
    learnAuthorization(init.headers)
    const begun = performance.now()
    const response = await fetch(url, init)
    this.#waiting += performance.now() - begun
    if (response.status === 429) {
      this.throttled += 1
      this.#lastThrottled = performance.now()
    }
    return response
  }

  get isThrottled(): boolean {
    return performance.now() - this.#lastThrottled < THROTTLED_FOR
  }

  /**
   * Which bound held, in words; undefined for a run too short to tell.
   * @param concurrency how many pictures the run works on at once
   */
  bound(concurrency = AT_ONCE): string | undefined {
    const seconds = (performance.now() - this.#begun) / 1000
    if (this.requests < 50) return undefined
    const rate = this.requests / seconds
    const latency = Math.round(this.#waiting / this.requests)
    const throttled = this.throttled > 0 ? `, throttled ${this.throttled} times` : ''
    const shown = `${rate.toFixed(1)} requests a second${throttled}`
    if (rate >= REQUESTS_PER_SECOND * 0.9 && seconds >= 300)
      return `${shown}: the limit of 6000 in 5 minutes held it back`
    return `${shown}: ${Math.min(concurrency, AT_ONCE)} at once, and the server answered in ${latency} ms on average`
  }
}
