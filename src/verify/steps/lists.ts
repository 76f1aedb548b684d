import type { Exchange } from '../exchange/exchange.ts'
import type { Probe } from '../probe/probe.ts'
import { findCompany } from './companies.ts'
import { listEntities } from './entities.ts'
import { type Json, pathInServer, rowsOf } from './responses.ts'

/** A list as its pages gave it. */
export interface Pages {
  readonly rows: readonly Json[]
  /** The last page that was read. */
  readonly last: Exchange
  /** Whether the last page is the end of the list. */
  readonly complete: boolean
  /** The page size that was asked for. */
  readonly size: number
}

const MAX_PAGES = 6

/** The property that tells entities of a kind apart besides their id. */
export function keyProperty(parent: string): 'number' | 'code' {
  return parent === 'itemVariants' ? 'code' : 'number'
}

/** Sends a request for a list; stops the check unless the response is one. */
export async function readList(probe: Probe, parent: string, query: string, headers: Record<string, string> = {}) {
  const { id } = await findCompany(probe)
  const path = `/companies(${id})/${parent}${query}`
  const exchange = await probe.send({ method: 'GET', path, headers }, { narrowed: query.includes('$select') })
  probe.demandStatus(exchange, [200], `The list of ${parent} with ${query}`)
  return { exchange, rows: rowsOf(probe, exchange, `The list of ${parent}`) }
}

/**
 * Reads a list by pages, with two properties of each entity only, until as many entities came as the list of the first
 * entities has. Without `$top`: a list that `$top` cuts has no next link (fact:top-no-next-link).
 */
export function readPages(probe: Probe, parent: string): Promise<Pages> {
  return probe.once(`the pages of ${parent}`, async () => {
    const whole = (await listEntities(probe, parent)).rows.length
    if (whole < 2) probe.skip(`there are not two ${parent} to make pages of`)
    const size = Math.ceil(whole / 2)
    const headers = { Prefer: `odata.maxpagesize=${size}` }
    const first = await readList(probe, parent, `?$select=id,${keyProperty(parent)}`, headers)
    const rows = [...first.rows]
    let last = first.exchange
    let next = (last.json as Json)['@odata.nextLink']
    for (let page = 2; next !== undefined && rows.length < whole && page <= MAX_PAGES; page += 1) {
      const path = pathInServer(probe, next, last)
      // The comparison with the contract has said what is wrong with the link.
      if (path === undefined) probe.stop()
      last = await probe.send({ method: 'GET', path, headers }, { narrowed: true })
      probe.demandStatus(last, [200], 'The next page')
      rows.push(...rowsOf(probe, last, 'The next page'))
      next = (last.json as Json)['@odata.nextLink']
    }
    return { rows, last, complete: next === undefined, size }
  })
}
