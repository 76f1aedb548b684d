import { toFailure } from '../failures.ts'
import { conversionProblem, isConverted, sentType } from '../images/convert.ts'
import { type ImageType, RECOGNISED, typeOf } from '../images/image-type.ts'
import { lookAt } from '../listing.ts'
import type { ParentSet } from '../parents.ts'
import { inParallel } from '../pool.ts'
import { type Row, UNREAD } from '../state/rows.ts'
import { bytes } from '../text.ts'
import type { Listed } from '../transfer-client.ts'
import type { Lists, Matched } from './match.ts'
import { MAX_BODY, type PlannedFile, type PushPlan } from './options.ts'
import { hashOf } from './prepare.ts'
import type { PushRun } from './run.ts'
import type { SourceFile } from './source-files.ts'
import { compareThere, settleUpload } from './there.ts'

/** One file with everything that is known of it and its entity. */
export interface Step {
  readonly file: SourceFile
  readonly entity: Listed | undefined
  readonly row: Row | undefined
  readonly action: PlannedFile['action']
  readonly reason?: string | undefined
  readonly detail?: string | undefined
  /** Of the original file, where it was read. */
  readonly hash?: string | undefined
}

/** Decides about every file: add, replace or skip, and why. */
export async function makeSteps(run: PushRun, matched: readonly Matched[], lists: Lists): Promise<Step[]> {
  const rows = new Map<ParentSet, Map<string, Row>>()
  for (const parents of lists.keys()) rows.set(parents, run.state.rows(run.source, parents))
  const rowOf = ({ parents, id }: Listed) => rows.get(parents)?.get(id)
  run.journal.phase('planning', { total: matched.length })
  const steps: Step[] = []
  const unknown: Step[] = []
  const work = async ({ file, entity, reason, detail }: Matched) => {
    const step = await decide(run, { file, entity, row: entity && rowOf(entity), action: 'skip', reason, detail })
    if (step.reason === LOOK) unknown.push(step)
    else steps.push(step)
    run.journal.step()
  }
  await inParallel(matched, run.options.concurrency ?? 5, work, run.options.signal)
  for (const parents of lists.keys()) {
    const group = unknown.filter(({ entity }) => entity?.parents === parents)
    steps.push(...(await lookAtAll(run, group, lists.get(parents)?.size ?? 0)))
  }
  return limited(
    run,
    steps.toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1)),
  )
}

/** A file whose entity has to be asked whether it has a picture. */
const LOOK = 'look'

const skip = (step: Step, reason: string, detail?: string): Step => ({ ...step, action: 'skip', reason, detail })

async function decide(run: PushRun, step: Step): Promise<Step> {
  const { file, entity } = step
  if (step.reason !== undefined || !entity) return skip(step, step.reason ?? 'unknown number', step.detail)
  if (run.onlyFailed && !run.onlyFailed.has(`${entity.parents} ${entity.number}`)) {
    return skip(step, 'did not fail before')
  }
  try {
    return (await unfit(run, step)) ?? (await compare(run, step))
  } catch (error) {
    run.options.signal?.throwIfAborted()
    const { parents, number } = entity
    const failure = toFailure(error, { doing: 'read', parents, number, path: file.path })
    run.journal.failure(failure)
    return skip(step, 'cannot be read', failure.message)
  }
}

/** Whether the file itself is nothing to send. */
async function unfit({ options }: PushRun, step: Step): Promise<Step | undefined> {
  const { file } = step
  const { maxSize = MAX_BODY, require: required, anyFormat } = options
  if (file.size === 0) return skip(step, 'empty', 'the file is empty')
  const type = typeOf(await file.head())
  const sent = sentType(type, options)
  const changes = isConverted(type, options)
  if (file.size > maxSize && !changes)
    return skip(step, 'too large', `${bytes(file.size)} of ${bytes(maxSize)} allowed`)
  if (!anyFormat && !RECOGNISED.has(sent))
    return skip(step, 'unsupported', whyUnsupported(type, options.format !== undefined))
  if (required && !required.includes(sent))
    return skip(step, 'other format', `a ${sent.toUpperCase()}, and only ${required.join(', ')} are sent`)
  return undefined
}

function whyUnsupported(type: ImageType, converts: boolean): string {
  const problem = conversionProblem(type)
  if (type === 'unknown') return 'its bytes are no image'
  if (problem) return problem
  const name = type.toUpperCase()
  return converts
    ? `a ${name}, which is not converted`
    : `a ${name}, which Business Central does not show: format: 'jpeg' converts it`
}

/** Compares the file with what is known of its entity. */
async function compare(run: PushRun, before: Step): Promise<Step> {
  const { entity, file } = before
  const { force } = run.options
  if (!entity) return before
  const row = before.row?.status === 'sending' ? await settleUpload(run, before.row, entity) : before.row
  const step = { ...before, row }
  if (!row || row.fileHash === null) return row?.servedHash ? cannotTell(run, step) : { ...step, reason: LOOK }
  if (isUntouched(row, file)) return same(run, step, row)
  const hash = await hashOf(file)
  if (hash === row.fileHash) {
    // Touched without a change, or moved: the next run need not read it.
    run.touch({ ...row, path: file.path, size: file.size, mtimeMs: file.mtimeMs ?? null })
    return same(run, step, row)
  }
  if (row.servedHash === null) return { ...step, hash, reason: LOOK }
  const replace: Step = { ...step, hash, action: 'replace', reason: 'edited here' }
  if (row.modified === entity.modified || force) return replace
  if (row.servedHash === UNREAD) return cannotTell(run, step)
  const { there } = await compareThere(run, row, entity)
  if (there === 'same') return replace
  if (there === 'gone') return { ...step, hash, action: 'add', reason: 'its picture was removed there' }
  return skip(
    step,
    'changed by somebody else',
    'its picture was changed there since: force: true replaces it, and keeps a copy',
  )
}

function isUntouched(row: Row, { path, size, mtimeMs }: SourceFile): boolean {
  return mtimeMs !== undefined && row.path === path && row.size === size && row.mtimeMs === mtimeMs
}

function same({ options }: PushRun, step: Step, row: Row): Step {
  // Whether it was removed since then shows in a moved date only, and is asked only where that makes a difference.
  if (options.force && (row.servedHash === null || row.modified !== step.entity?.modified)) {
    return { ...step, reason: LOOK }
  }
  if (row.servedHash !== null) return unchanged(step, row)
  return skip(step, 'removed there', 'its picture was removed there: force: true adds it again')
}

const unchanged = (step: Step, { verified }: Row) => skip(step, verified ? 'unchanged' : 'unchanged, by file and date')

function cannotTell({ options }: PushRun, step: Step): Step {
  if (options.force) return { ...step, action: 'replace', reason: 'forced' }
  const detail =
    'a picture is there, and nothing is known of this file: force: true replaces it and keeps a copy; pull first to compare'
  return skip(step, 'cannot tell', detail)
}

/** Asks the server which of the entities have a picture. */
async function lookAtAll(run: PushRun, steps: readonly Step[], total: number): Promise<Step[]> {
  const { client, journal, options } = run
  const byId = new Map(steps.flatMap((step) => (step.entity ? [[step.entity.id, step] as const] : [])))
  const done: Step[] = []
  const entities = steps.flatMap(({ entity }) => entity ?? [])
  const onFailure = ({ id }: Pick<Listed, 'id'>, error: unknown) => {
    options.signal?.throwIfAborted()
    run.stopFor(error)
    const step = byId.get(id)
    if (!step?.entity) return
    const { parents, number } = step.entity
    const failure = toFailure(error, { doing: 'look', parents, number, path: step.file.path })
    journal.failure(failure)
    byId.delete(id)
    done.push(skip(step, 'cannot be looked at', failure.message))
  }
  for await (const listed of lookAt(client, entities, { signal: options.signal, whole: { total }, onFailure })) {
    const step = byId.get(listed.id)
    if (!step) continue
    byId.delete(listed.id)
    // The entity stays as it was listed: one with its picture's metadata takes a kilobyte, and is read again before the upload.
    if (!listed.picture?.exists) done.push({ ...step, action: 'add', reason: undefined })
    else if (step.hash === undefined && step.row?.fileHash && step.row.servedHash) done.push(unchanged(step, step.row))
    else done.push(cannotTell(run, step))
  }
  for (const step of byId.values()) done.push(skip(step, 'gone', 'the entity is gone meanwhile'))
  return done
}

function limited({ options }: PushRun, steps: readonly Step[]): Step[] {
  const { limit = Number.POSITIVE_INFINITY } = options
  let sends = 0
  return steps.map((step) => {
    if (step.action === 'skip') return step
    sends += 1
    return sends > limit ? skip(step, 'over the limit') : step
  })
}

/** Fewer replacements than this are never too many. */
const FEW = 20

/** The share of replacements from which a push asks first. */
const NEARLY_ALL = 0.9

/** The plan, for people and machines. */
export function toPlan({ options, scan }: PushRun, steps: readonly Step[]): PushPlan {
  const refused = scan.refused.map((one): PlannedFile => ({ ...one, action: 'skip', parents: null, number: null }))
  const files = [
    ...refused,
    ...steps.map(({ file, entity, action, reason, detail }): PlannedFile => {
      const where = {
        path: file.path,
        size: file.size,
        parents: entity?.parents ?? null,
        number: entity?.number ?? null,
      }
      return { action, ...where, reason: reason ?? null, detail: detail ?? null }
    }),
  ]
  const counts = { add: 0, replace: 0, skip: 0 }
  const reasons: Record<string, number> = {}
  for (const { action, reason } of files) {
    counts[action] += 1
    if (action === 'skip' && reason) reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  const matched = steps.filter(({ entity }) => entity).length
  const many = counts.replace >= FEW && counts.replace >= matched * NEARLY_ALL
  const blocked =
    many && !options.force
      ? `${counts.replace} of ${matched} pictures would be replaced, nearly all. Look at the plan (dryRun: true); force: true does it, and keeps copies.`
      : undefined
  return { files, counts, reasons, leftOut: scan.leftOut, blocked }
}
