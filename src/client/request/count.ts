import { type ByteReader, type Bytes, type Next, readAll } from '../bytes/streams.ts'
import { invalid } from '../errors.ts'
import type { Exchange } from './exchange.ts'

/**
 * Reads bytes while the time of an exchange runs.
 *
 * @param check is told how many have come so far, and after the last of them once more without any. It throws when that is
 * wrong.
 */
export function count(
  { waiting }: Exchange,
  next: Next,
  check: (transferred: number, bytes: Bytes | undefined) => void,
): Next {
  let transferred = 0
  const passed = (bytes: Bytes | undefined) => {
    // What was broken off meanwhile only seems to have come to its end.
    waiting()
    transferred += bytes?.length ?? 0
    check(transferred, bytes)
    return bytes
  }
  return () => {
    waiting()
    return next().then(passed)
  }
}

/** Reads all of what is no picture, and no more than a client may. */
export function readLimited(exchange: Exchange, { next }: ByteReader): Promise<Bytes[]> {
  const { context, call } = exchange
  const { maxResponseSize = 16_777_216 } = context
  const check = (size: number) => {
    if (size > maxResponseSize)
      throw invalid(call, `returned more than ${maxResponseSize} bytes: pass a larger maxResponseSize.`)
  }
  return readAll(count(exchange, next, check))
}
