import type { Exchange } from '../exchange/exchange.ts'
import type { Check } from './check.ts'
import { expandedPicture, findSubject, type Json, listEntities } from './discovery.ts'
import { expectSame, sameId } from './picture-steps.ts'
import type { Probe } from './probe.ts'
import { metadataOf } from './reading.ts'

/** Checks of entities, and of the pictures that come along with them. */
export const EXPANSION_CHECKS: readonly Check[] = [
  {
    id: 'expand',
    group: 'reading',
    promise: '$expand=picture brings the metadata that a single read gives, and never the bytes.',
    source: '"Reading"',
    scope: 'parent',
    run: async (probe: Probe) => {
      const { exchange: list, rows } = await listEntities(probe)
      const { subject, picture } = await metadataOf(probe)
      const entity = await entityOf(probe)
      for (const row of rows) {
        const expanded = expandedPicture(probe, row)
        probe.demand(expanded !== undefined, `$expand=picture brings the picture of ${String(row.id)}.`, list)
        probe.expect(sameId(expanded.id, row.id), `The expanded picture of ${row.id} has another id.`, list)
        const bytes = probe.session.contract.stream in expanded
        probe.expect(!bytes, 'An expanded picture carries no bytes.', list)
      }
      const row = rows.find(({ id }) => sameId(id, subject.id))
      expectSame(probe, picture, row && expandedPicture(probe, row), 'the picture expanded in the list', list)
      const single = expandedPicture(probe, entity.json as Json)
      expectSame(probe, picture, single, 'the picture expanded in the entity', entity)
    },
  },
  {
    id: 'entity',
    group: 'reading',
    promise: 'An entity read by its id is the one of the list.',
    source: '"URLs and sign-in"',
    scope: 'parent',
    run: async (probe: Probe) => {
      const { row } = await findSubject(probe, 'any')
      const entity = await entityOf(probe)
      const json = entity.json as Json
      const named = (await listEntities(probe)).rows.find(({ id }) => sameId(id, json.id)) ?? row
      for (const name of ['id', 'number', 'displayName', 'itemNumber', 'code']) {
        const message = `${name} is ${JSON.stringify(json[name])} in the entity and ${JSON.stringify(named[name])} in the list.`
        probe.expect(json[name] === named[name], message, entity)
      }
    },
  },
]

function entityOf(probe: Probe): Promise<Exchange> {
  return probe.session.once(`the entity of ${probe.parent}`, probe, async (first: Probe) => {
    const found = await findSubject(first, 'with a picture').catch(() => findSubject(first, 'any'))
    const exchange = await first.send({ method: 'GET', path: `${found.subject.path}?$expand=picture` })
    first.demandStatus(exchange, [200], `An entity of ${first.parent}`)
    first.demand(typeof exchange.json === 'object' && exchange.json !== null, 'An entity is one object.', exchange)
    return exchange
  })
}
