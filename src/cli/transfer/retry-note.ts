import type { LogEvent } from '../../client/request/log.ts'
import { sayable } from '../secrets.ts'
import { inCommandTerms } from '../terms.ts'

/** Notes are at least so far apart: a server that fails now and then would fill the screen. In milliseconds. */
const QUIET = 10_000

/**
 * Says on stderr that a request failed and is sent again, once for each time that the server stops answering: retries
 * of a wrong address last several seconds. Throttling is no failure: the progress shows it.
 * @returns what the client's `log` takes
 */
export function retryNote(now = () => performance.now()): (event: LogEvent) => void {
  let failing = false
  let last = Number.NEGATIVE_INFINITY
  return ({ status, error, wait }) => {
    const failed = status === undefined || status >= 500
    if (failed && !failing && error !== undefined && wait !== undefined && now() - last >= QUIET) {
      last = now()
      failing = true
      const note = sayable(`${inCommandTerms(error)} Trying again.`)
      // A line that shows progress is drawn anew below it.
      process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${note}\n`)
    }
    if (!failed) failing = false
  }
}
