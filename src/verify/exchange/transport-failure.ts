import { sentence } from '../../sentence.ts'

/** The part of a failure of `fetch` that tells what happened. */
interface Cause {
  readonly name?: string
  readonly code?: string
  readonly message?: string
}

/** Codes of OpenSSL and Node for certificates that are not trusted. */
const CERTIFICATE_CODES = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ERR_TLS|ERR_SSL/

/** Says in one sentence why a request got no answer. */
export function explainFailure(error: unknown, url: string, timeoutMs: number): string {
  const { name, code = '', message } = innermostCause(error)
  const { host, hostname, origin } = new URL(url)
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code)) {
    return `${origin} did not answer within ${timeoutMs / 1000} s: check the URL and the network, or allow more time with --timeout.`
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `The host ${hostname} is not known: check the base URL.`
  if (code === 'ECONNREFUSED') return `Nothing listens on ${host}: check host and port of the base URL.`
  if (CERTIFICATE_CODES.test(code)) {
    return `The certificate of ${host} is not trusted (${code}): name its authority in NODE_EXTRA_CA_CERTS, or check that the port speaks https.`
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return `${origin} sent more than 16 kB of headers: no response has so many.`
  if (code === 'UND_ERR_SOCKET') return `${origin} closed the connection without a whole response.`
  return sentence(`${origin} cannot be reached: ${code || message || 'the connection broke'}`)
}

function innermostCause(error: unknown): Cause {
  let current = error as Cause & { cause?: unknown; errors?: unknown[] }
  for (;;) {
    const next = current.cause ?? current.errors?.[0]
    if (typeof next !== 'object' || next === null) return current
    current = next as typeof current
  }
}
