/** Resolves after a while. @throws the signal's reason when it fires before */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** Resolves after everything that waits to be written or read has had its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
