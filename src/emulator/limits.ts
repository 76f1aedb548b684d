import { queueTimeout, tooManyRequests } from './errors.ts'

/** What one user may ask of the server (fact:limit-requests, fact:limit-concurrent, fact:limit-queue). */
export interface Limits {
  /** Requests that are worked on at once. Default 5. */
  readonly concurrent: number
  /** Requests that wait beyond those. Default 95. */
  readonly queued: number
  /** Requests within the window. Default 6000. */
  readonly requests: number
  /** Length of the sliding window. Default 300. */
  readonly windowSeconds: number
  /** How long a request waits before it is given up with 503. Default 480. */
  readonly queueSeconds: number
}

/** The limits of the product. */
export const productLimits: Limits = {
  concurrent: 5,
  queued: 95,
  requests: 6000,
  windowSeconds: 300,
  queueSeconds: 480,
}

interface User {
  running: number
  readonly waiting: Set<() => void>
  /** When the requests of the window came in, in milliseconds of the monotonic clock. */
  times: number[]
}

/** Lets requests in as far as the limits of their user allow. */
export class Throttle {
  readonly #limits: Limits
  readonly #users = new Map<string, User>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Everyone starts afresh; requests that are under way stay so. */
  reset(): void {
    for (const user of this.#users.values()) user.times = []
  }

  /**
   * Waits for its turn.
   * @returns what the request has to call when it is done
   * @throws ServiceError 429 when the window or the queue is full, 503 after waiting too long; the signal's reason
   */
  async enter(name: string, signal: AbortSignal): Promise<() => void> {
    const user = this.#user(name)
    this.#count(user)
    const { concurrent, queued } = this.#limits
    if (user.running >= concurrent) {
      if (user.waiting.size >= queued) throw tooManyRequests(user.waiting.size + user.running + 1, concurrent + queued)
      await this.#turn(user, signal)
    } else {
      user.running++
    }
    return () => {
      // Whoever waits takes the place over at once, before anybody else can come in.
      const [next] = user.waiting
      if (next === undefined) user.running--
      else next()
    }
  }

  #user(name: string): User {
    const user = this.#users.get(name) ?? { running: 0, waiting: new Set(), times: [] }
    this.#users.set(name, user)
    return user
  }

  #count(user: User): void {
    const { requests, windowSeconds } = this.#limits
    // A clock that nobody sets: an hour back would close the window for an hour.
    const now = performance.now()
    const oldest = user.times.findIndex((time) => time > now - windowSeconds * 1000)
    user.times.splice(0, oldest < 0 ? user.times.length : oldest)
    if (user.times.length >= requests) throw tooManyRequests(user.times.length + 1, requests)
    user.times.push(now)
  }

  #turn(user: User, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (how: () => void) => () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', gone)
        user.waiting.delete(go)
        how()
      }
      const go = settle(resolve)
      const gone = settle(() => reject(signal.reason))
      const timer = setTimeout(
        settle(() => reject(queueTimeout())),
        this.#limits.queueSeconds * 1000,
      )
      signal.addEventListener('abort', gone)
      user.waiting.add(go)
    })
  }
}
