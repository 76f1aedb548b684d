import { reasonToStop, toFailure } from '../failures.ts'
import { compareFile } from '../files/file-facts.ts'
import { lookAt } from '../listing.ts'
import { prefetch } from '../prefetch.ts'
import type { Row } from '../state/rows.ts'
import { newRow } from '../state/rows.ts'
import type { Listed } from '../transfer-client.ts'
import type { Candidate } from './pull-one.ts'
import type { PullRun, PullSet } from './run.ts'

/** How many entities the metadata runs ahead of the downloads. */
const AHEAD = 400

/** The entities that have to be looked at. */
export interface Candidates {
  readonly count: number
  readonly stream: AsyncIterable<Candidate>
}

/**
 * Chooses the entities whose picture may have changed: those whose date is not equal to the known one (never "newer",
 * fact:last-modified-order, fact:last-modified-copies), and those whose file is missing. One that is known to have a
 * picture is asked for its content at once; metadata is asked for only where it is not known whether there is one.
 */
export async function selectCandidates(context: PullRun, set: PullSet): Promise<Candidates> {
  const { folder, journal, options } = context
  const { listed, rows } = set
  const known: Candidate[] = []
  const unknown: Listed[] = []
  for (const entity of listed.values()) {
    options.signal?.throwIfAborted()
    const row = rows.get(entity.id)
    if (!row || options.full || !row.modified || row.modified !== entity.modified || row.status === 'sending') {
      if (row?.servedHash) known.push({ entity, row })
      else unknown.push(entity)
      continue
    }
    // Nothing moved there: the file decides.
    if (!row.path || row.servedHash === null) continue
    const { here, facts } = await compareFile(folder.at(row.path), row)
    if (here === 'missing') known.push({ entity, row })
    else tellUntouched(context, row, here, facts)
  }
  journal.phase('looking', { parents: set.parents, total: known.length + unknown.length })
  return { count: known.length + unknown.length, stream: prefetch(stream(context, set, known, unknown), AHEAD) }
}

function tellUntouched(
  { state, journal }: PullRun,
  row: Row,
  here: 'same' | 'edited',
  facts: { readonly mtimeMs: number; readonly size: number } | undefined,
): void {
  const { parents, number, id, path } = row
  // It was touched without a change: with its new time, the next run need not read it.
  if (facts) state.save({ ...row, mtimeMs: facts.mtimeMs, size: facts.size })
  const edited = { reason: 'edited here', detail: 'the file was edited here; push sends it' }
  const told = here === 'same' ? { outcome: 'unchanged' as const } : { outcome: 'kept' as const, ...edited }
  journal.entry({ ...told, parents, number, id, path })
}

async function* stream(
  { client, journal, state, options }: PullRun,
  { listed, rows, parents, giveUp }: PullSet,
  known: readonly Candidate[],
  unknown: readonly Listed[],
): AsyncGenerator<Candidate, void, undefined> {
  // First, so that downloads have begun when the slower metadata is asked for.
  yield* known
  const whole = { total: listed.size, filter: options.filter }
  const onFailure = ({ id }: Pick<Listed, 'id'>, error: unknown) => {
    options.signal?.throwIfAborted()
    const reason = reasonToStop(error)
    if (reason) throw reason
    const failure = toFailure(error, { doing: 'look', parents, number: listed.get(id)?.number ?? null, path: null })
    journal.failure(failure)
    giveUp.failure(failure)
    journal.step()
  }
  for await (const { picture, id } of lookAt(client, unknown, { signal: options.signal, whole, onFailure })) {
    const entity = listed.get(id)
    if (!entity) continue
    const row = rows.get(id)
    if (picture?.exists) yield { entity, row }
    else {
      // Without a picture its content is not asked for (fact:no-picture-content-type).
      const { number } = entity
      state.save({ ...(row ?? newRow('folder', entity)), number, modified: entity.modified, servedHash: null })
      journal.entry({ outcome: 'unchanged', reason: 'no picture', parents, number, id, path: null })
      journal.step()
    }
  }
}
