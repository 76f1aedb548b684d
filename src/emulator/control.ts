import { methodNotAllowed, routeNotFound } from './errors.ts'
import { answerGallery, isGalleryPath } from './gallery/gallery.ts'
import { requireSameOrigin } from './gallery/same-origin.ts'
import type { Journal } from './journal.ts'
import type { EmulatorRequest, Reply } from './reply.ts'
import type { Store } from './store.ts'

/** What the control API works on. */
export interface ControlTarget {
  readonly store: Store
  readonly journal: Journal
  /** Puts the seed back and empties the journal. */
  readonly reset: () => Promise<void>
}

/** The path under which the emulator answers for itself, not for Business Central. */
export const controlPath = '/_emulator/'

type Handler = (target: ControlTarget) => Promise<Reply>

const handlers: Readonly<Record<string, readonly [allow: string, handler: Handler]>> = {
  health: ['GET, HEAD', async () => json({ status: 'ok' })],
  requests: ['GET, HEAD', async ({ journal }) => json(journal.entries)],
  reset: [
    'POST',
    async ({ reset }) => {
      await reset()
      return { status: 204, headers: {} }
    },
  ],
}

/**
 * Answers a request under `/_emulator/`. It asks for no sign-in, and keeps pages of other origins away.
 * @throws ServiceError 403, 404, 405; for the gallery's uploads and deletes also 400, 409, 413
 */
export async function answerControl(target: ControlTarget, request: EmulatorRequest): Promise<Reply> {
  requireSameOrigin(request)
  const segments = request.url.segments.slice(1)
  if (isGalleryPath(segments)) return answerGallery(target, request)
  const name = segments.join('/')
  const [allow, handler] = (Object.hasOwn(handlers, name) && handlers[name]) || []
  if (allow === undefined || handler === undefined) throw routeNotFound(request.url.path)
  if (!allow.split(', ').includes(request.method)) throw methodNotAllowed(request.method, allow)
  return handler(target)
}

function json(value: unknown): Reply {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) }
}
