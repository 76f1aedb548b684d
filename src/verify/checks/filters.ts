import type { Exchange } from '../exchange/exchange.ts'
import type { Probe } from '../probe/probe.ts'
import { type Company, findCompany } from '../steps/companies.ts'
import { listEntities, ROWS } from '../steps/entities.ts'
import { keyProperty } from '../steps/lists.ts'
import { type Json, pathInServer, rowsOf } from '../steps/responses.ts'
import { parentChecks } from './check.ts'

/** Two entities of a list whose keys differ, and the property that has the keys. */
interface Pair {
  readonly name: 'number' | 'code'
  readonly one: string
  readonly other: string
  /** How many entities a list had at least. */
  readonly listed: number
}

const MAX_PAGES = 6
const REFUSED = [400, 501]
const NARROWED = { narrowed: true, alsoAccept: REFUSED }

/** Checks of `$filter` beyond finding one entity. They are many requests, so a run that only reads goes without them. */
export const FILTER_CHECKS = parentChecks('reading', {
  'filter-operators': {
    promise:
      '$filter with ne, ge, le, and, startswith, endswith, contains, or with or over one property, returns the entities that it is about, or is refused; a property that is not there returns 400.',
    facts: ['filter-functions', 'filter-or-one-property', 'filter-parse-error'],
    parentsWhenReading: 0,
    run: async (probe: Probe, parent) => {
      const { name, one, other, listed } = await pairOf(probe, parent)
      const is = (key: string) => `${name} eq '${key}'`
      const filters: [filter: string, fits: (key: string) => boolean][] = [
        [`startswith(${name},'${one}')`, (key) => key.startsWith(one)],
        [`endswith(${name},'${one}')`, (key) => key.endsWith(one)],
        [`contains(${name},'${one}')`, (key) => key.includes(one)],
        [`${name} ge '${one}' and ${name} le '${one}'`, (key) => key === one],
        [`${name} ne '${one}'`, (key) => key !== one],
        [`${is(one)} or ${is(other)}`, (key) => key === one || key === other],
      ]
      const refused: string[] = []
      for (const [filter, fits] of filters) {
        const rows = await filtered(probe, parent, filter)
        if (rows === undefined) {
          refused.push(filter)
          continue
        }
        const keys = rows.map((row) => String(row[name]))
        const astray = keys.find((key) => !fits(key))
        probe.expect(astray === undefined, `The filter "${filter}" lets ${name} ${astray} pass.`)
        // A server may cut a list, though not below what it returned before.
        const missing = [one, other].find((key) => fits(key) && !keys.includes(key) && rows.length < listed)
        probe.expect(missing === undefined, `The filter "${filter}" returns the entity with ${name} ${missing}.`)
      }
      const path = await pathOf(probe, parent, `nobodyKnowsThis eq '${one}'`)
      const unknown = await probe.send({ method: 'GET', path })
      probe.demandStatus(unknown, [400], 'A $filter with a property that is not there')
      if (refused.length > 0 && probe.violations.length === 0) probe.skip(`the server refuses ${refused.join(', ')}`)
    },
  },
  'filter-pages': {
    promise: 'The next page of a filtered list is filtered as well.',
    facts: ['next-link', 'filter-functions'],
    parentsWhenReading: 0,
    run: async (probe: Probe, parent) => {
      const { name, other } = await pairOf(probe, parent)
      const headers = { Prefer: 'odata.maxpagesize=1' }
      const filter = `${name} ne '${other}'`
      const path = `${await pathOf(probe, parent, filter)}&$select=id,${name}`
      let last = await probe.send({ method: 'GET', path, headers }, NARROWED)
      if (rowsUnlessRefused(probe, last, filter) === undefined) probe.skip(`the server refuses ${filter}`)
      let next = (last.json as Json)['@odata.nextLink']
      if (next === undefined) probe.skip('the filtered list is one page')
      for (let page = 2; next !== undefined && page <= MAX_PAGES; page += 1) {
        const path = pathInServer(probe, next, last)
        // The comparison with the contract has said what is wrong with the link.
        if (path === undefined) probe.stop()
        last = await probe.send({ method: 'GET', path, headers }, NARROWED)
        probe.demandStatus(last, [200], 'The next page of a filtered list')
        const astray = rowsOf(probe, last, 'The next page').some((row) => row[name] === other)
        probe.demand(!astray, `Page ${page} has ${name} ${other}, which the filter excludes.`, last)
        next = (last.json as Json)['@odata.nextLink']
      }
    },
  },
})

/** The first two entities of a list, where their keys need no care in a filter. */
async function pairOf(probe: Probe, parent: string): Promise<Pair> {
  const name = keyProperty(parent)
  const { rows } = await listEntities(probe, parent)
  const keys = rows.map((row) => String(row[name]))
  const plain = [...new Set(keys)].filter((key) => /^[A-Z0-9][A-Z0-9-]*$/.test(key))
  const [one, other] = plain
  if (one === undefined || other === undefined) probe.skip(`there are not two ${parent} with a plain ${name} to filter`)
  return { name, one, other, listed: rows.length }
}

async function pathOf(probe: Probe, parent: string, filter: string): Promise<string> {
  const { id }: Company = await findCompany(probe)
  return `/companies(${id})/${parent}?$filter=${encodeURIComponent(filter)}`
}

/** The entities that a filter lets pass; undefined where the server refuses the filter. */
async function filtered(probe: Probe, parent: string, filter: string): Promise<Json[] | undefined> {
  const path = `${await pathOf(probe, parent, filter)}&$select=id,${keyProperty(parent)}&$top=${ROWS}`
  return rowsUnlessRefused(probe, await probe.send({ method: 'GET', path }, NARROWED), filter)
}

/** A server that knows a part of the filters only, and says so, is not wrong. */
function rowsUnlessRefused(probe: Probe, exchange: Exchange, filter: string): Json[] | undefined {
  if (REFUSED.includes(exchange.status)) return undefined
  probe.demandStatus(exchange, [200], `The list with the filter "${filter}"`)
  return rowsOf(probe, exchange, 'The filtered list')
}
