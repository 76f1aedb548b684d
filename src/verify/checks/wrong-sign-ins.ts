import type { Probe } from './probe.ts'

/** Credentials that no server may accept. */
interface WrongSignIn {
  readonly authorization: string
  /** An emulator takes any bearer token unless it is started with one. */
  readonly anyTokenWillDo: boolean
}

/** A stranger's user name and key, and where a token signs in, one that is not it. */
export async function wrongSignIns(probe: Probe): Promise<WrongSignIn[]> {
  const own = await probe.session.target.authorization?.()
  if (own === undefined) probe.skip('no credentials were given to this run either')
  const stranger = Buffer.from('nobody:wrong-key').toString('base64')
  const wrong = [{ authorization: `Basic ${stranger}`, anyTokenWillDo: false }]
  if (own.startsWith('Bearer ')) {
    wrong.push({ authorization: 'Bearer not.a.token', anyTokenWillDo: true })
  }
  return wrong
}

/** Whether the server is this project's emulator: only that may take any token. */
export function takesAnyToken(probe: Probe): Promise<boolean> {
  return probe.session.once('whether this is an emulator', probe, async ({ session }) =>
    isEmulator(session.target.baseUrl),
  )
}

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
