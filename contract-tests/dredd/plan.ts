/** Decides, for every transaction, what Dredd sends or why it sends nothing. `hooks.cjs` only follows. */

import { ENCODED_PNG } from '../../src/test-support/pictures.ts'
import type { CompanyAddress, Entities } from '../support/discover.ts'
import type { Transaction } from './document.ts'
import { arrangement, headersOf, obstacleOf } from './on-demand.ts'
import type { Plan, Preparation, Step } from './step.ts'

/** A server with a company in it, and what Dredd may do there. */
export interface Target extends CompanyAddress {
  entities: Entities
  /** Only true for a server whose pictures may be lost. */
  writable: boolean
  /** Whether the server is the emulator, which fails when it is told to. Default: no. */
  failsOnDemand?: boolean
}

const UPLOAD_HEADERS = { 'If-Match': '*', 'Content-Type': 'application/octet-stream' }
const UPLOAD_BODY = ENCODED_PNG.toString('base64')
const NOBODY = '00000000-0000-4000-8000-000000000000'
const STALE_ETAG = `W/"${Buffer.from("'1;stale;1;00;'").toString('base64')}"`

/** Dredd wants each key of the contract's example, so what the example shows is asked for. */
const QUERY_OF_THE_EXAMPLES = {
  companies: '?$count=true',
  collection: '?$count=true&$expand=picture',
  entity: '?$expand=picture',
}

/** Prism returns every declared status if asked with `Prefer`, so nothing is skipped. */
export function planForPrism(endpoint: string, transactions: Transaction[]): Plan {
  const steps = transactions.map(({ name, method, status }): [string, Step] => {
    const body = method === 'PATCH' ? { body: UPLOAD_BODY } : {}
    return [name, { headers: { Prefer: `code=${status}` }, ...body }]
  })
  return { endpoint, headers: { Authorization: 'Bearer prism' }, steps: Object.fromEntries(steps) }
}

/** The plan for a server that keeps state: the emulator, or a real one. */
export function planForServer(target: Target, transactions: Transaction[]): Plan {
  const steps = transactions.map((transaction): [string, Step] => [transaction.name, stepFor(transaction, target)])
  return { endpoint: target.baseUrl, headers: target.headers, steps: Object.fromEntries(steps) }
}

function stepFor(transaction: Transaction, target: Target): Step {
  const { method, status } = transaction
  const obstacle = obstacleOf(transaction)
  if (obstacle && !target.failsOnDemand) return { skip: obstacle.reason }
  if (method !== 'GET' && !target.writable) return { skip: 'this run only reads' }
  if (status < 300) return success(transaction, target)
  const step = refusal(transaction, target)
  if (!obstacle) return step
  const prepare = [arrangement(obstacle, method, step.path ?? '')]
  return { ...step, prepare, expected: headersOf(obstacle) }
}

function success(transaction: Transaction, target: Target): Step {
  const { method, status, mediaType } = transaction
  const { resource, parent } = place(transaction)
  const { withPicture, withoutPicture } = target.entities[parent] ?? {}
  const url = (id: string) => pathOf(transaction, target, id)
  if (transaction.path.startsWith('/$')) return { path: url(NOBODY) }
  if (resource === 'collection') {
    return { path: url(NOBODY) + QUERY_OF_THE_EXAMPLES[parent ? 'collection' : 'companies'] }
  }
  if (resource === 'content' && method === 'GET' && status === 204) {
    const id = withoutPicture ?? (target.writable ? withPicture : undefined)
    if (!id) return { skip: `no entity without a picture among the ${parent}` }
    return { path: url(id), ...(target.writable && { prepare: [removal(transaction, target, id)] }) }
  }
  const id = withPicture ?? (target.writable ? withoutPicture : undefined)
  if (!id) return { skip: `no entity with a picture among the ${parent}` }
  const path = url(id)
  if (method === 'PATCH') {
    // Earlier transactions have left these very bytes there: what is read back has to be this upload's.
    const prepare = [removal(transaction, target, id)]
    return { path, headers: UPLOAD_HEADERS, body: UPLOAD_BODY, prepare, readBack: path }
  }
  const prepare = target.writable ? { prepare: [upload(transaction, target, id)] } : {}
  if (method === 'DELETE') return { path, headers: { 'If-Match': '*' }, ...prepare }
  if (resource === 'entity') return { path: path + QUERY_OF_THE_EXAMPLES.entity, ...prepare }
  if (resource === 'picture') return { path, ...prepare }
  const mediaTypes = [mediaType ?? '', 'image/jpeg', 'image/png', 'image/gif', 'image/bmp']
  return { path, mediaTypes, ...prepare }
}

function refusal(transaction: Transaction, target: Target): Step {
  const { method, status } = transaction
  const { resource, parent } = place(transaction)
  const { withPicture, withoutPicture } = target.entities[parent] ?? {}
  const id = withPicture ?? withoutPicture ?? NOBODY
  const path = pathOf(transaction, target, id)
  const body = method === 'PATCH' ? { body: UPLOAD_BODY } : {}
  const headers = method === 'PATCH' ? UPLOAD_HEADERS : {}
  if (obstacleOf(transaction)) return { path, headers, ...body }
  switch (status) {
    case 400:
      if (method === 'PATCH') return { path, headers: { ...headers, 'If-Match': null }, ...body }
      return { path: `${path}?$filter=(` }
    case 501:
      return { path: `${path}?$filter=${encodeURIComponent(acrossTwoProperties(parent))}` }
    case 401:
      return { path, headers: { ...headers, Authorization: null }, ...body }
    case 404:
      if (parent === '') return { path: path.replace(/companies$/, 'no-such-entity-set') }
      if (resource === 'collection') return { path: path.replace(target.companyId, NOBODY) }
      return { path: pathOf(transaction, target, NOBODY), headers, ...body }
    case 409:
      return {
        path,
        headers: { ...headers, 'If-Match': STALE_ETAG },
        ...body,
        prepare: [upload(transaction, target, id)],
      }
    default:
      return { skip: `there is no request yet that returns ${status}` }
  }
}

/** A condition that joins two properties by `or`, which the product refuses: fact:filter-or-two-properties. */
function acrossTwoProperties(parent: string): string {
  const [one, other] = { '': ['name', 'displayName'], itemVariants: ['code', 'description'] }[parent] ?? [
    'number',
    'displayName',
  ]
  return `${one} eq 'A' or ${other} eq 'B'`
}

/** What a path template leads to, and the parent's entity set (empty above the parents). */
function place({ path }: Transaction): { resource: 'collection' | 'entity' | 'picture' | 'content'; parent: string } {
  const parent = /^\/companies\(\{companyId\}\)\/(\w+)/.exec(path)?.[1] ?? ''
  if (/\/(pictureContent|content)$/.test(path)) return { resource: 'content', parent }
  if (/\/picture(\(\{pictureId\}\))?$/.test(path)) return { resource: 'picture', parent }
  return { resource: path.endsWith(')') ? 'entity' : 'collection', parent }
}

function pathOf({ path }: Pick<Transaction, 'path'>, target: Target, entityId: string): string {
  const filled = path.replace('{companyId}', target.companyId).replace(/\{\w+Id\}/g, entityId)
  return new URL(target.baseUrl).pathname.replace(/\/$/, '') + filled
}

function upload(transaction: Transaction, target: Target, id: string): Preparation {
  const url = pathOf({ path: contentTemplate(transaction) }, target, id)
  return { method: 'PATCH', url, headers: UPLOAD_HEADERS, body: UPLOAD_BODY }
}

function removal(transaction: Transaction, target: Target, id: string): Preparation {
  const template = contentTemplate(transaction).replace(/\/(pictureContent|content)$/, '')
  return { method: 'DELETE', url: pathOf({ path: template }, target, id) }
}

/** The content's template for any template at or below the same entity; v2.0 does not key the picture. */
function contentTemplate({ path, keyed }: Transaction): string {
  const entity = /^\/companies\(\{companyId\}\)\/\w+\(\{\w+\}\)/.exec(path)?.[0]
  return `${entity}${keyed ? '/picture({pictureId})/content' : '/picture/pictureContent'}`
}
