import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { EmulatorStartError } from '../start-error.ts'

/** What an HTTPS server needs. */
export interface Tls {
  readonly cert: string
  readonly key: string
  /** The file with the certificate, for callers to trust. */
  readonly certificatePath: string
  /** Removes what was written for this run. */
  readonly dispose: () => void
}

/**
 * Reads a certificate and its key.
 * @throws EmulatorStartError when a file cannot be read or the two do not belong together
 */
export function readTls(certificatePath: string, keyPath: string): Tls {
  const [cert, key] = [certificatePath, keyPath].map(readPem) as [string, string]
  try {
    createSecureContext({ cert, key })
  } catch (cause) {
    const problem = (cause as Error).message
    throw new EmulatorStartError(
      `${certificatePath} and ${keyPath} are not a certificate and its key in PEM (${problem}): give files that begin with -----BEGIN.`,
      {
        cause,
      },
    )
  }
  return { cert, key, certificatePath, dispose: () => {} }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new EmulatorStartError(
      `The file ${path} cannot be read (${(cause as NodeJS.ErrnoException).code}): give tlsCert and tlsKey files that you may read.`,
      { cause },
    )
  }
}

/**
 * Makes a certificate for this machine that nobody has signed, and writes it to a temporary file.
 * @throws EmulatorStartError when the optional package selfsigned, which makes it, is not installed
 */
export async function makeTls(host: string): Promise<Tls> {
  const { generate } = await loadSelfsigned()
  const names = [...new Set(['localhost', '127.0.0.1', '::1', host])]
  const altNames = names.map((name) =>
    isIP(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  )
  const pems = await generate([{ name: 'commonName', value: 'Business Central picture emulator' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  const folder = mkdtempSync(join(tmpdir(), 'bc-pictures-emulator-'))
  const certificatePath = join(folder, 'certificate.pem')
  writeFileSync(certificatePath, pems.cert)
  return {
    cert: pems.cert,
    key: pems.private,
    certificatePath,
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function loadSelfsigned() {
  try {
    return await import('selfsigned')
  } catch (cause) {
    throw new EmulatorStartError(
      'The option https without a certificate needs the package selfsigned, which is not installed with bc-pictures: run npm install selfsigned beside it, or give your own certificate with tlsCert and tlsKey.',
      { cause },
    )
  }
}
