import { sha256 } from '../exchange/exchange.ts'
import type { Probe } from '../probe/probe.ts'
import type { Subject } from '../probe/subject.ts'
import { findCompany } from './companies.ts'
import { expandedPicture, ROWS, subjectOf } from './entities.ts'
import { type Json, rowsOf, sameId } from './responses.ts'
import { parentHasPictures } from './service-metadata.ts'

/** What can be seen of the pictures of other entities, by their label. */
export type Others = ReadonlyMap<string, string>

/** How many entities beside the subject have their bytes compared, besides their metadata. */
const NEIGHBOURS = 2

/**
 * Reads the pictures of other entities: the metadata of those in the same list and in one other list, and the bytes of a
 * few of them. Items and their variants are looked at together, because one may be taken for the other.
 */
export async function readOthers(probe: Probe, subject: Subject): Promise<Others> {
  const seen = new Map<string, string>()
  for (const parent of [subject.parent, await otherParent(probe, subject.parent)]) {
    if (parent === undefined) continue
    const { id } = await findCompany(probe)
    const path = `/companies(${id})/${parent}?$expand=picture&$top=${ROWS}`
    const exchange = await probe.send({ method: 'GET', path })
    probe.demandStatus(exchange, [200], `The list of ${parent}`)
    const rows = rowsOf(probe, exchange, `The list of ${parent}`)
    const others = rows.filter((row) => !sameId(row.id, subject.id))
    const at = Math.max(
      0,
      rows.findIndex((row) => sameId(row.id, subject.id)),
    )
    // Those that come after it first: the next one is the likeliest to be hit by mistake.
    const near = [...others.slice(at), ...others.slice(0, at)].slice(0, NEIGHBOURS)
    for (const row of others) {
      const other = await subjectOf(probe, parent, row)
      const told = describe(expandedPicture(probe, row))
      seen.set(other.label, near.includes(row) ? `${told}, ${await bytesOf(probe, other)}` : told)
    }
  }
  return seen
}

/** The entities whose picture is another one now; those that are in one of the two only do not count. */
export function changedBetween(before: Others, after: Others): string[] {
  return [...before].flatMap(([label, seen]) => {
    const now = after.get(label)
    return now === undefined || now === seen ? [] : [`${label} (${seen}; now ${now})`]
  })
}

async function otherParent(probe: Probe, parent: string): Promise<string | undefined> {
  const related = { items: 'itemVariants', itemVariants: 'items' }[parent]
  const parents = probe.session.contract.parents.filter((name) => name !== parent)
  const wanted = related && parents.includes(related) ? [related, ...parents] : parents
  for (const name of wanted) if (await parentHasPictures(probe, name)) return name
  return undefined
}

function describe(picture: Json | undefined): string {
  return picture ? `${picture.width}×${picture.height} ${picture.contentType}` : 'no picture'
}

async function bytesOf(probe: Probe, { content }: Subject): Promise<string> {
  const { status, body } = await probe.send({ method: 'GET', path: content })
  return status === 200 ? `SHA-256 ${sha256(body).slice(0, 16)}…` : `content ${status}`
}
