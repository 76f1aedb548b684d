/** Asks the server of a base URL whether it is this project's emulator. It is asked without credentials. */
export async function isEmulator(baseUrl: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/_emulator/health', baseUrl), {
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    })
    const { status } = (await response.json()) as { status?: unknown }
    return response.ok && status === 'ok'
  } catch {
    return false
  }
}
