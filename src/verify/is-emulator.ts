import { readBody } from './exchange/read-body.ts'

/** In bytes: the answer of the emulator is much shorter. */
const LONGEST_HEALTH = 10_000

/** Asks the server of a base URL whether it is this project's emulator. It is asked without credentials. */
export async function isEmulator(baseUrl: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/_emulator/health', baseUrl), {
      headers: { 'Accept-Encoding': 'identity' },
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    })
    const { bytes } = await readBody(response, LONGEST_HEALTH)
    const { status } = JSON.parse(bytes.toString('utf8')) as { status?: unknown }
    return response.ok && status === 'ok'
  } catch {
    return false
  }
}
