/** What went wrong in short: the code that the system gives a failure, such as ENOSPC, else its message. */
export function errorCode(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return String(code ?? message ?? error)
}
