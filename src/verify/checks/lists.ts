import type { Probe } from '../probe/probe.ts'
import { filterByKey, keyOf, listEntities, ROWS } from '../steps/entities.ts'
import { keyProperty, readList, readPages } from '../steps/lists.ts'
import type { Json } from '../steps/responses.ts'
import { parentChecks } from './check.ts'

/** A number, or an item and a code, that no entity has. */
const nobody = (parent: string) => (parent === 'itemVariants' ? 'BC-PICTURES/NOBODY' : 'BC-PICTURES-NOBODY')

/** Checks of lists: what they hold, and that pages lose and repeat nothing. */
export const LIST_CHECKS = parentChecks('reading', {
  list: {
    promise: 'A list has each entity once, no more of them than $top allows, and $count tells how many there are.',
    facts: ['list-context', 'parent-properties', 'variant-properties', 'top-no-next-link'],
    run: async (probe: Probe, parent) => {
      const { exchange, rows } = await listEntities(probe, parent)
      const ids = rows.map(({ id }) => String(id))
      probe.expect(new Set(ids).size === ids.length, 'Each entity is listed once.', exchange)
      probe.expect(ids.length <= ROWS, `$top=${ROWS} returns at most ${ROWS} entities, not ${ids.length}.`, exchange)
      const etags = rows.every((row) => typeof row['@odata.etag'] === 'string')
      probe.expect(etags, 'Each entity has an @odata.etag.', exchange)
      const { '@odata.count': count } = exchange.json as Json
      probe.expect(typeof count === 'number', '$count=true adds @odata.count.', exchange)
      // The server may cut a list below $top, so the count may be larger than what came, but never smaller.
      const right = Number(count) >= ids.length
      probe.expect(right, `@odata.count is ${count}, and the list has ${ids.length} entities.`, exchange)
    },
  },
  paging: {
    promise: 'The pages of a list have the same entities as the whole list, in the same order, each of them once.',
    facts: ['next-link', 'max-page-size', 'max-page-size-ignored'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { exchange, rows } = await listEntities(probe, parent)
      const { rows: paged, last, complete, size } = await readPages(probe, parent)
      const ids = paged.map(({ id }) => String(id))
      probe.observe('page-size', ids.length > size && complete && last.path.includes('$select') ? 'no' : 'yes', last)
      const whole = rows.map(({ id }) => String(id))
      const lost = whole.filter((id) => !ids.includes(id))
      probe.expect(lost.length === 0, `The pages lose ${lost.length} of ${whole.length} entities: ${lost[0]}.`, last)
      probe.expect(new Set(ids).size === ids.length, 'No entity is on two pages.', last)
      const same = ids.slice(0, whole.length).join() === whole.join()
      probe.expect(same || lost.length > 0, 'The pages have the order of the whole list.', last)
      const count = Number((exchange.json as Json)['@odata.count'])
      if (!complete || Number.isNaN(count)) return
      probe.expect(ids.length === count, `@odata.count is ${count}, and the pages have ${ids.length} entities.`, last)
    },
  },
  'select-in-lists': {
    promise: '$select on a list returns the selected properties of each entity and no others, with the same values.',
    facts: ['names-case-select'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { rows } = await listEntities(probe, parent)
      const { rows: selected, last } = await readPages(probe, parent)
      const property = keyProperty(parent)
      const wanted = ['id', property].toSorted().join()
      const others = selected.filter((row) => propertiesOf(row).toSorted().join() !== wanted)
      const [first = {}] = others
      const message = `$select=id,${property} returns these two properties, not ${propertiesOf(first).join(', ') || 'none'}.`
      probe.expect(others.length === 0, message, last)
      for (const row of rows) {
        const same = selected.find(({ id }) => id === row.id)
        if (same === undefined || same[property] === row[property]) continue
        const values = `${JSON.stringify(same[property])}, and without $select it is ${JSON.stringify(row[property])}`
        probe.expect(false, `The selected ${property} of ${row.id} is ${values}.`, last)
      }
    },
  },
  'skip-and-top': {
    promise: '$skip and $top return their part of the list, without a link to the rest.',
    facts: ['top-no-next-link'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { rows } = await listEntities(probe, parent)
      if (rows.length < 2) probe.skip(`there are not two ${parent} to cut a part out of`)
      const { exchange, rows: part } = await readList(probe, parent, '?$skip=1&$top=1&$select=id')
      probe.expect(part.length === 1, `$top=1 returns one entity, not ${part.length}.`, exchange)
      const [first] = part
      probe.expect(first?.id === rows[1]?.id, `$skip=1 begins with ${rows[1]?.id}, not ${first?.id}.`, exchange)
      const next = (exchange.json as Json)['@odata.nextLink']
      probe.expect(next === undefined, 'A list that $top cuts has no @odata.nextLink.', exchange)
    },
  },
  filter: {
    promise:
      '$filter by number (item variants: by item and code) returns the entity that has it, and no other; an empty list where none has it.',
    facts: ['filter-functions', 'filter-code-case', 'code-fields'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const row = (await listEntities(probe, parent)).rows.at(-1)
      const key = row && keyOf(row)
      if (row === undefined || key === undefined) probe.skip(`there are no ${parent} to filter`)
      const { exchange, rows } = await filtered(probe, parent, key)
      const found = rows.some(({ id }) => id === row.id)
      probe.expect(found, `The filter for ${key} returns the entity ${row.id}.`, exchange)
      const others = rows.filter((other) => keyOf(other).toUpperCase() !== key.toUpperCase())
      const message = `The filter for ${key} lets ${others.length} other entities pass, such as ${keyOf(others[0] ?? {})}.`
      probe.expect(others.length === 0, message, exchange)
      const { rows: none } = await filtered(probe, parent, nobody(parent))
      const stranger = keyOf(none[0] ?? {})
      probe.expect(none.length === 0, `The filter for what nobody has lets ${none.length} entities pass: ${stranger}.`)
    },
  },
})

/** The properties of a row. Names with an at sign are control information, which is not selected (fact:select-media-links). */
function propertiesOf(row: Json): string[] {
  return Object.keys(row).filter((name) => !name.includes('@'))
}

/** The entities that have a key, by `$filter`. */
function filtered(probe: Probe, parent: string, key: string) {
  return readList(probe, parent, `?$filter=${encodeURIComponent(filterByKey(parent, key))}`)
}
