/** The matrix of facts: for each one, who stands on it, and what is wrong with the whole. */
import type { Citation, Room } from './citations.ts'
import type { Fact } from './facts.ts'

/** A fact and who stands on it. */
export interface Row extends Fact {
  readonly places: Readonly<Record<Room, readonly string[]>>
}

/** Brings facts and citations together, in the order of the facts. */
export function matrixOf(facts: readonly Fact[], citations: readonly Citation[]): Row[] {
  return facts.map((fact) => {
    const own = citations.filter((citation) => citation.fact === fact.id)
    const of = (room: Room) => own.filter((citation) => citation.room === room).map(({ where }) => where)
    const [contract, emulator, client] = [of('contract'), of('emulator'), of('client')]
    return { ...fact, places: { contract, emulator, client, checks: of('checks'), tests: of('tests') } }
  })
}

/** Whether a fact must be held by a check or a test: Microsoft's source and recordings are facts to test against. */
export function mustBeHeld({ evidence }: Fact): boolean {
  return evidence.includes('A') || evidence.includes('R')
}

/** Whether a check or a test holds the fact. */
export function isHeld({ places }: Row): boolean {
  return places.checks.length > 0 || places.tests.length > 0
}

/** Every citation of a fact that does not exist, and every fact of A or R that nothing holds. One sentence each. */
export function gapsOf(rows: readonly Row[], citations: readonly Citation[]): string[] {
  const known = new Set(rows.map(({ id }) => id))
  const strange = citations
    .filter(({ fact }) => !known.has(fact))
    .map(({ fact, room, where }) => `${where} (${room}) cites ${fact}, which is no fact of docs/business-central.md.`)
  const free = rows
    .filter((row) => mustBeHeld(row) && !isHeld(row) && row.untested === undefined)
    .map(({ id, evidence }) => `${id} (${evidence.join(' ')}) is held by no check and no test, and has no reason.`)
  const needless = rows
    .filter((row) => row.untested !== undefined && isHeld(row))
    .map(({ id }) => `${id} is held by a check or a test, and has a reason why it is not.`)
  return [...strange, ...free, ...needless]
}
