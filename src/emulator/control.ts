import { parentTypes } from './entity-types.ts'
import { methodNotAllowed, routeNotFound } from './errors.ts'
import type { Journal } from './journal.ts'
import type { Company, Entity, ParentSet } from './model.ts'
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
  '': ['GET, HEAD', async ({ store }) => ({ status: 200, headers: pageHeaders, body: await listing(store) })],
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
 * Answers a request under `/_emulator/`. It asks for no sign-in.
 * @throws ServiceError 404, 405
 */
export async function answerControl(target: ControlTarget, request: EmulatorRequest): Promise<Reply> {
  const name = request.url.segments.slice(1).join('/')
  const [allow, handler] = (Object.hasOwn(handlers, name) && handlers[name]) || []
  if (allow === undefined || handler === undefined) throw routeNotFound(request.url.path)
  if (!allow.split(', ').includes(request.method)) throw methodNotAllowed(request.method, allow)
  return handler(target)
}

function json(value: unknown): Reply {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) }
}

const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
}

async function listing(store: Store): Promise<string> {
  const sections = await Promise.all((await store.companies()).map((company) => companySection(store, company)))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Business Central picture emulator</title>
<style>body { font: 1rem/1.5 system-ui; margin: 2rem } td, th { padding: 0 1rem 0 0; text-align: left }</style>
<h1>Business Central picture emulator</h1>
${sections.join('\n')}
</html>
`
}

async function companySection(store: Store, company: Company): Promise<string> {
  const sets = Object.keys(parentTypes) as ParentSet[]
  const entities = (await Promise.all(sets.map((set) => store.entities(company.id, set)))).flat()
  return `<h2>${escapeHtml(String(company.record.name))}</h2>
<table>
<tr><th>Set<th>Number<th>Name<th>Picture<th>Id
${entities.map(entityRow).join('\n')}
</table>`
}

function entityRow({ id, set, record, media }: Entity): string {
  const number = record.number ?? `${record.itemNumber}/${record.code}`
  const name = record.displayName ?? record.description
  const [first] = media
  const picture = first ? `${first.contentType}, ${first.width} × ${first.height}, ${first.content.size} bytes` : 'none'
  return `<tr>${[set, number, name, picture, id].map((cell) => `<td>${escapeHtml(String(cell))}`).join('')}`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
