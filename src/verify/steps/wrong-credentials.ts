import { isEmulator } from '../is-emulator.ts'
import type { Probe } from '../probe/probe.ts'

/** Credentials that no server may accept. */
export interface WrongCredentials {
  readonly authorization: string
  /** An emulator takes any bearer token unless it is started with one. */
  readonly anyTokenWillDo: boolean
}

/** Credentials of nobody, in the caller's own scheme first. Skips the check where the caller has none either. */
export async function wrongCredentials(probe: Probe): Promise<WrongCredentials[]> {
  const own = await probe.session.target.authorization?.()
  if (own === undefined) probe.skipEverywhere('no credentials were given to this run')
  const stranger = Buffer.from('nobody:wrong-key').toString('base64')
  const basic = { authorization: `Basic ${stranger}`, anyTokenWillDo: false }
  return own.startsWith('Bearer ') ? [{ authorization: 'Bearer not.a.token', anyTokenWillDo: true }, basic] : [basic]
}

/** Whether the server is this project's emulator: only that may take any token. */
export function takesAnyToken(probe: Probe): Promise<boolean> {
  return probe.once('whether this is an emulator', () => {
    const { recorder, target } = probe.session
    recorder.count()
    return isEmulator(target.baseUrl)
  })
}
