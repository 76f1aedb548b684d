import { compareFile } from '../files/file-facts.ts'
import type { Row } from '../state/rows.ts'
import { count } from '../text.ts'
import { allowance, readMaxDelete } from './max-delete.ts'
import type { PullRun, PullSet } from './run.ts'

/**
 * What is gone there: the entity, or its picture. Its file stays, unless `delete` is asked for and everything speaks for
 * it: pull wrote the file and nobody edited it, the whole list came, it was not empty, and not too much is gone.
 */
export async function reportGone(context: PullRun, set: PullSet): Promise<void> {
  const { folder, journal, options, state } = context
  const { listed, rows, parents } = set
  const gone = [...rows.values()].filter(({ id, servedHash }) => servedHash === null || !listed.has(id))
  const withFile = gone.filter(({ path }) => path !== null)
  for (const row of gone) if (row.path === null && !listed.has(row.id)) state.remove(row)
  if (withFile.length === 0) return
  const removable: Row[] = []
  for (const row of withFile) {
    const { here } = await compareFile(folder.at(String(row.path)), row)
    if (here === 'missing') forget(context, set, row)
    else if (await folder.isBehindLink(String(row.path))) keep(context, row, 'behind a link')
    else if (here === 'same' && row.origin === 'pull') removable.push(row)
    else keep(context, row, here === 'edited' ? 'edited here' : 'not written by pull')
  }
  const refusal = options.delete ? whyNot(context, set, removable.length) : undefined
  if (refusal) {
    const what = `Nothing was removed: ${refusal}`
    journal.note(what, { incomplete: true })
    journal.warning(what, { parents })
  }
  if (!options.delete || refusal) {
    for (const row of removable) keep(context, row, 'gone there')
    if (!options.delete && removable.length > 0) {
      journal.note(
        `${count(removable.length, 'file')} of pictures that are gone there: delete: true moves them to the trash.`,
      )
    }
    return
  }
  await removeAll(context, set, removable)
}

async function removeAll(context: PullRun, set: PullSet, rows: readonly Row[]): Promise<void> {
  const { journal, folder, run } = context
  journal.phase('removing', { parents: set.parents, total: rows.length })
  for (const row of rows) {
    context.options.signal?.throwIfAborted()
    const { parents, number, id, path } = row
    await folder.setAside(String(path), `trash/${run}`)
    forget(context, set, row)
    journal.entry({ outcome: 'removed', parents, number, id, path })
    journal.step()
  }
}

/** The reason not to remove anything, if there is one. */
function whyNot(
  { journal, options }: PullRun,
  { listed, rows, parents }: PullSet,
  removable: number,
): string | undefined {
  if (listed.size === 0) return `the list of ${parents} came back empty.`
  if (journal.failures.some(({ doing }) => doing === 'list' || doing === 'look')) return 'the list did not come whole.'
  const known = [...rows.values()].filter(({ path }) => path !== null).length
  const { allowed, text } = allowance(readMaxDelete('maxDelete', options.maxDelete ?? '10%'), known)
  if (removable <= allowed) return undefined
  return `${count(removable, 'picture is', 'pictures are')} gone there, more than maxDelete allows (${text}). Check that this is right, and raise it.`
}

/** The picture is gone, and so is its file. */
function forget({ state }: PullRun, { rows, listed }: PullSet, row: Row): void {
  if (listed.has(row.id)) {
    const empty: Row = { ...row, path: null, fileHash: null, size: null, mtimeMs: null, origin: null }
    state.save(empty)
    rows.set(row.id, empty)
    return
  }
  state.remove(row)
  rows.delete(row.id)
}

function keep({ journal }: PullRun, { parents, number, id, path }: Row, reason: string): void {
  journal.entry({
    outcome: 'kept',
    reason: `gone there, ${reason}`.replace(', gone there', ''),
    parents,
    number,
    id,
    path,
  })
}
