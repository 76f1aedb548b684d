import type { Exchange } from '../exchange/exchange.ts'
import type { Check } from './check.ts'
import { findCompany, type Json, listEntities, pathInServer, ROWS, rowsOf } from './discovery.ts'
import type { Probe } from './probe.ts'

const MAX_PAGES = 6

/** Checks of lists: what they hold, and that pages lose and repeat nothing. */
export const LIST_CHECKS: readonly Check[] = [
  {
    id: 'list',
    group: 'reading',
    promise: 'A list holds each entity once, no more than $top allows, and $count says how many there are.',
    source: '"URLs and sign-in"',
    scope: 'parent',
    run: async (probe: Probe) => {
      const { exchange, rows } = await listEntities(probe)
      const ids = rows.map(({ id }) => String(id))
      probe.expect(new Set(ids).size === ids.length, 'An entity is listed once.', exchange)
      probe.expect(ids.length <= ROWS, `$top=${ROWS} answers at most ${ROWS} entities, not ${ids.length}.`, exchange)
      const etags = rows.every((row) => typeof row['@odata.etag'] === 'string')
      probe.expect(etags, 'Every entity has an @odata.etag.', exchange)
      const { '@odata.count': count, '@odata.nextLink': next } = exchange.json as Json
      probe.expect(typeof count === 'number', '$count=true brings @odata.count.', exchange)
      const complete = ids.length < ROWS && next === undefined
      const right = complete ? count === ids.length : Number(count) >= ids.length
      probe.expect(right, `@odata.count is ${count}, and the list has ${ids.length} entities.`, exchange)
    },
  },
  {
    id: 'paging',
    group: 'reading',
    promise: 'The pages of a list together hold what the whole list holds, in the same order, without doubles.',
    source: '"URLs and sign-in"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { rows } = await listEntities(probe)
      if (rows.length < 2) probe.skip(`there are not two ${probe.parent} to make pages of`)
      const size = Math.ceil(rows.length / 2)
      const { ids, last } = await followPages(probe, size)
      const whole = rows.map(({ id }) => String(id))
      const lost = whole.filter((id) => !ids.includes(id))
      probe.expect(lost.length === 0, `The pages lose ${lost.length} of ${whole.length} entities: ${lost[0]}.`, last)
      probe.expect(new Set(ids).size === ids.length, 'No entity is on two pages.', last)
      const same = ids.join() === whole.join()
      probe.expect(same || lost.length > 0, 'The pages have the order of the whole list, and nothing more.', last)
    },
  },
  {
    id: 'skip-and-top',
    group: 'reading',
    promise: '$skip and $top cut their part out of the list.',
    source: '"URLs and sign-in"',
    scope: 'parent',
    parentsWhenReading: 0,
    run: async (probe: Probe) => {
      const { rows } = await listEntities(probe)
      if (rows.length < 2) probe.skip(`there are not two ${probe.parent} to cut a part out of`)
      const { exchange, ids } = await listIds(probe, '?$skip=1&$top=1&$select=id')
      const [first] = ids
      probe.expect(ids.length === 1, `$top=1 answers one entity, not ${ids.length}.`, exchange)
      probe.expect(first === rows[1]?.id, `$skip=1 begins with ${rows[1]?.id}, not ${first}.`, exchange)
    },
  },
  {
    id: 'filter',
    group: 'reading',
    promise: '$filter by number finds the entity that has it, and no other.',
    source: '"URLs and sign-in"',
    scope: 'parent',
    parentsWhenReading: 0,
    run: async (probe: Probe) => {
      const { rows } = await listEntities(probe)
      const row = rows.at(-1)
      const [property, key] = row && 'number' in row ? ['number', row.number] : ['code', row?.code]
      if (typeof key !== 'string') probe.skip(`there are no ${probe.parent} to filter`)
      const filter = encodeURIComponent(`${property} eq '${key.replaceAll("'", "''")}'`)
      const { exchange, ids } = await listIds(probe, `?$filter=${filter}`)
      const found = exchange.json as { value: Json[] }
      probe.expect(ids.includes(String(row?.id)), `The entity ${row?.id} is found by its ${property}.`, exchange)
      const others = found.value.filter((other) => other[property] !== key)
      probe.expect(others.length === 0, `The filter lets ${others.length} entities pass that do not meet it.`, exchange)
    },
  },
]

async function listIds(probe: Probe, query: string, headers: Record<string, string> = {}) {
  const { id } = await findCompany(probe)
  const path = `/companies(${id})/${probe.parent}${query}`
  const leniency = { narrowed: query.includes('$select') }
  const exchange = await probe.send({ method: 'GET', path, headers }, leniency)
  probe.demandStatus(exchange, [200], `The list of ${probe.parent} with ${query}`)
  const ids = rowsOf(probe, exchange, `The list of ${probe.parent}`).map((row) => String(row.id))
  return { exchange, ids }
}

async function followPages(probe: Probe, size: number): Promise<{ ids: string[]; last: Exchange }> {
  const headers = { Prefer: `odata.maxpagesize=${size}` }
  const first = await listIds(probe, `?$top=${ROWS}&$select=id`, headers)
  const ids = first.ids
  let last = first.exchange
  probe.observe('page-size', ids.length > size ? 'no' : 'yes', last)
  for (let page = 2; page <= MAX_PAGES; page += 1) {
    const next = (last.json as Json)['@odata.nextLink']
    if (next === undefined) break
    const path = pathInServer(probe, next, last)
    probe.demand(path !== undefined, `The next link leads elsewhere: ${String(next)}.`, last)
    last = await probe.send({ method: 'GET', path, headers }, { narrowed: true })
    probe.demandStatus(last, [200], 'The next page')
    ids.push(...rowsOf(probe, last, 'The next page').map((row) => String(row.id)))
  }
  return { ids, last }
}
