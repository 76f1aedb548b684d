import { ServiceError } from '../../errors.ts'
import type { EmulatorRequest } from '../../request-reply.ts'

/**
 * Keeps pages of other origins from writing through the control API, which asks for no authentication. A browser always
 * says where a writing request comes from: `Origin`, where it is sent, has to be the emulator's own, and
 * `Sec-Fetch-Site` must not name another site. A caller that is no browser sends neither of the two and is let through.
 * @throws ServiceError 403
 */
export function requireSameOrigin({ method, headers }: EmulatorRequest): void {
  if (method === 'GET' || method === 'HEAD') return
  const site = headers['sec-fetch-site'] ?? 'same-origin'
  const own = headers.origin === undefined || hostOf(headers.origin) === headers.host?.toLowerCase()
  if (!own || !['same-origin', 'none'].includes(site)) throw foreignOrigin()
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}

const foreignOrigin = () =>
  new ServiceError(403, 'Emulator_ForeignOrigin', 'A page of another origin must not write through the control API.')
