import { isIP } from 'node:net'
import { ServiceError } from '../../errors.ts'
import type { EmulatorRequest } from '../../request-reply.ts'

/**
 * Keeps pages of other origins away from the control API, which asks for no sign-in. A browser always says where a
 * writing request comes from; a caller that is no browser sends neither of the two headers and is let through.
 *
 * - Any request: the Host has to be one that public DNS cannot hand out, or a page could bind its own name to this
 *   machine and pass for the emulator's own (DNS rebinding).
 * - Any method but GET and HEAD: `Origin`, where it is sent, has to be the emulator's own, and `Sec-Fetch-Site` must
 *   not speak of another site.
 * @throws ServiceError 403
 */
export function requireSameOrigin({ method, headers }: EmulatorRequest): void {
  if (headers.host !== undefined && !isPrivateHost(headers.host)) throw foreignHost(headers.host)
  if (method === 'GET' || method === 'HEAD') return
  const site = headers['sec-fetch-site'] ?? 'same-origin'
  const own = headers.origin === undefined || hostOf(headers.origin) === headers.host?.toLowerCase()
  if (!own || !['same-origin', 'none'].includes(String(site))) throw foreignOrigin()
}

/** Whether a Host header holds an address, a name without a dot, or a name reserved for private use. */
function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d*$/, '')
  return isIP(name.replace(/^\[|\]$/g, '')) > 0 || /^[^.]+$|\.(?:localhost|local|internal|test|home\.arpa)$/.test(name)
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}

const foreignHost = (host: string) =>
  new ServiceError(
    403,
    'Emulator_ForeignHost',
    `The control API does not answer to the name '${host}': use localhost, an address, or a name of a private network.`,
  )

const foreignOrigin = () =>
  new ServiceError(403, 'Emulator_ForeignOrigin', 'A page of another origin must not write through the control API.')
