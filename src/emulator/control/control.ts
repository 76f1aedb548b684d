import { nearest, shown } from '../../option-checks.ts'
import { readShort, textOf } from '../bytes.ts'
import { badRequest, notThere, ServiceError } from '../errors.ts'
import type { Faults } from '../faults/faults.ts'
import { FaultRuleError } from '../faults/rule.ts'
import { type EmulatorRequest, noContent, type Reply } from '../request-reply.ts'
import type { Store } from '../storage/store.ts'
import type { VersionProfiles } from '../versions.ts'
import { carryOutChange } from './change-request.ts'
import type { Changes } from './changes.ts'
import { answerGallery, isGalleryPath } from './gallery/gallery.ts'
import { requireSameOrigin } from './gallery/same-origin.ts'
import type { Journal } from './journal.ts'
import type { Snapshots } from './snapshots.ts'

/** What the control API works on. */
export interface ControlParts {
  readonly store: Store
  readonly profiles: VersionProfiles
  readonly journal: Journal
  readonly faults: Faults
  readonly snapshots: Snapshots
  readonly changes: Changes
  /** A file of the gallery's page; undefined where the page is not at hand. */
  readonly readPage: (name: string) => Promise<string | undefined>
  /** Puts the seed and the first fault rules back and empties the journal. */
  readonly reset: () => Promise<void>
}

/** The path under which the emulator answers for itself, not for Business Central. */
export const controlPath = '/_emulator/'

type Handler = (parts: ControlParts, request: EmulatorRequest) => Promise<Reply>

const ok = async () => json({ status: 'ok' })
const readJournal: Handler = async ({ journal }) => json(journal.entries)
const readFaults: Handler = async ({ faults }) => json(faults.all)

/** By path below `/_emulator/` and by method. */
const handlers: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  health: { GET: ok, HEAD: ok },
  requests: {
    GET: readJournal,
    HEAD: readJournal,
    DELETE: async ({ journal }) => {
      journal.clear()
      return noContent
    },
  },
  reset: {
    POST: async ({ reset }) => {
      await reset()
      return noContent
    },
  },
  faults: {
    GET: readFaults,
    HEAD: readFaults,
    POST: addFaults,
    DELETE: async ({ faults }) => {
      faults.clear()
      return noContent
    },
  },
  'faults/{id}': { DELETE: removeFault },
  change: {
    POST: async ({ changes }, request) => {
      await carryOutChange(changes, request)
      return noContent
    },
  },
  snapshot: {
    POST: async ({ snapshots }, request) => {
      await snapshots.save(snapshotName(request))
      return noContent
    },
  },
  restore: {
    POST: async ({ snapshots }, request) => {
      const name = snapshotName(request)
      if (await snapshots.restore(name)) return noContent
      throw notThere(`Nothing was saved under the name ${shown(name)}: POST ${controlPath}snapshot?name=… comes first.`)
    },
  },
}

/**
 * Answers a request under `/_emulator/`. It asks for no sign-in, and keeps pages of other origins away.
 * @throws ServiceError 403, 404, 405; 400 for a body that does not parse; for the gallery's uploads also 409, 413
 */
export async function answerControl(parts: ControlParts, request: EmulatorRequest): Promise<Reply> {
  requireSameOrigin(request)
  const segments = request.url.segments.slice(1)
  if (isGalleryPath(segments)) return answerGallery(parts, request)
  const name = segments[0] === 'faults' && segments.length === 2 ? 'faults/{id}' : segments.join('/')
  const methods = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (methods === undefined) {
    const names = Object.keys(handlers)
    const guess = nearest(name, names)
    const hint = guess === undefined ? `there are ${names.join(', ')}.` : `did you mean ${guess}?`
    throw notThere(`The control API has no ${shown(name)}: ${hint}`)
  }
  const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined
  if (handler === undefined) throw wrongMethod(name, request.method, Object.keys(methods))
  requireQuery(name, request)
  return handler(parts, request)
}

/** Query options of each call. */
const queryOf: Readonly<Record<string, readonly string[]>> = { snapshot: ['name'], restore: ['name'] }

function requireQuery(call: string, { url }: EmulatorRequest): void {
  const known = queryOf[call] ?? []
  for (const option of url.query.keys()) {
    if (known.includes(option)) continue
    const remedy = known.length > 0 ? `it takes ${known.join(', ')}` : 'it takes none'
    throw badRequest(`The control call '${call}' does not take the query option ${shown(option)}: ${remedy}.`)
  }
}

function wrongMethod(call: string, method: string, allowed: readonly string[]): ServiceError {
  const message = `The control call '${call}' takes ${allowed.join(' or ')}, not ${method}.`
  return new ServiceError(405, 'BadRequest_MethodNotAllowed', message, { Allow: allowed.join(', ') })
}

const maxRulesBytes = 1024 * 1024

/** The body holds one rule in each line. */
async function addFaults({ faults }: ControlParts, { body }: EmulatorRequest): Promise<Reply> {
  const text = textOf(
    await readShort(body, maxRulesBytes, () => badRequest('The rules are longer than 1 MB: send fewer at once.')),
  )
  const lines = text.split('\n')
  const rules = lines.map((line) => line.trim()).filter(Boolean)
  if (/^\s*[[{"]/.test(text)) {
    throw badRequest('The rules are JSON: send them as plain text, one in each line, such as PATCH ** 429 times=2.')
  }
  if (rules.length === 0) throw badRequest('The request has no body: send fault rules, one in each line.')
  try {
    return json(faults.addAll(rules), 201)
  } catch (error) {
    throw error instanceof FaultRuleError ? badRequest(error.message) : error
  }
}

async function removeFault({ faults }: ControlParts, { url }: EmulatorRequest): Promise<Reply> {
  const id = url.segments[2] ?? ''
  if (faults.remove(id)) return noContent
  throw notThere(`There is no fault rule ${shown(id)}: GET ${controlPath}faults lists them with their ids.`)
}

function snapshotName({ url }: EmulatorRequest): string {
  return url.query.get('name') ?? 'default'
}

function json(value: unknown, status = 200): Reply {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) }
}
