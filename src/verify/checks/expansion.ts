import type { Probe } from '../probe/probe.ts'
import { expandedPicture, findSubject, listEntities } from '../steps/entities.ts'
import { expectSame } from '../steps/expectations.ts'
import { entityOf, metadataOf } from '../steps/reading.ts'
import { type Json, sameId } from '../steps/responses.ts'
import { parentChecks } from './check.ts'

/** Checks of entities, and of the pictures that come along with them. */
export const EXPANSION_CHECKS = parentChecks('reading', {
  expand: {
    promise: '$expand=picture adds the metadata that a single read returns, and never the bytes.',
    facts: ['expand-picture', 'expand-array-v1', 'expand-object-v2'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { exchange: list, rows } = await listEntities(probe, parent)
      for (const row of rows) {
        const expanded = expandedPicture(probe, row)
        probe.demand(expanded !== undefined, `$expand=picture adds the picture of ${String(row.id)}.`, list)
        probe.expect(sameId(expanded.id, row.id), `The expanded picture of ${row.id} has the id of its entity.`, list)
        const bytes = probe.session.contract.stream in expanded
        probe.expect(!bytes, 'An expanded picture has no bytes.', list)
      }
      const { subject, picture } = await metadataOf(probe, parent)
      const entity = await entityOf(probe, parent)
      const row = rows.find(({ id }) => sameId(id, subject.id))
      expectSame(probe, picture, row && expandedPicture(probe, row), 'the picture expanded in the list', list)
      const single = expandedPicture(probe, entity.json as Json)
      expectSame(probe, picture, single, 'the picture expanded in the entity', entity)
    },
  },
  entity: {
    promise: 'An entity read by its id is the one of the list.',
    facts: ['parent-properties', 'variant-properties'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { row } = await findSubject(probe, parent, 'any')
      const entity = await entityOf(probe, parent)
      const json = entity.json as Json
      const named = (await listEntities(probe, parent)).rows.find(({ id }) => sameId(id, json.id)) ?? row
      for (const name of ['id', 'number', 'displayName', 'itemNumber', 'code']) {
        const message = `${name} is ${JSON.stringify(json[name])} in the entity and ${JSON.stringify(named[name])} in the list.`
        probe.expect(json[name] === named[name], message, entity)
      }
    },
  },
})
