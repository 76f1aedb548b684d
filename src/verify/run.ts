import { createRedactor } from '../redaction.ts'
import { CHECKS } from './checks/all.ts'
import { type Check, type EntityCheck, type ParentCheck, type ServiceCheck, sourceOf } from './checks/check.ts'
import { loadContract } from './contract/contract.ts'
import { beginning } from './exchange/exchange.ts'
import { DEFAULT_LIMITS } from './exchange/read-body.ts'
import { Recorder } from './exchange/recorder.ts'
import { isEmulator } from './is-emulator.ts'
import { BEFORE_WRITING, lossOf } from './losses.ts'
import type { VerifyOptions } from './options.ts'
import { CheckSkipped, CheckStopped } from './probe/outcome.ts'
import { Probe } from './probe/probe.ts'
import { runCheck } from './probe/run-check.ts'
import type { Subject } from './probe/subject.ts'
import { InterruptedError, ServerUnreachableError, VerifyUsageError } from './problems.ts'
import { type CheckResult, NEEDS_WRITE, type Report, reportViolation } from './report.ts'
import { requireKnownParents, requireRunnableChecks } from './runnable.ts'
import { Safekeeping } from './safekeeping.ts'
import { safetyResult } from './safety-checks.ts'
import type { SavedPicture } from './saved-picture.ts'
import { Session } from './session.ts'
import { findNamed, findWritable } from './steps/entities.ts'
import { parentHasPictures } from './steps/service-metadata.ts'
import type { EntityName } from './target.ts'

const DEFAULT_TIMEOUT_MS = 60_000
const DEFAULT_RESTORE_MS = 5 * 60_000

/** What a run that only reads sends at most, repetitions included. */
const MAX_REQUESTS_WHEN_READING = 40

/** Parents that keep a set of images, of which the API shows the first only. */
const MEDIA_SETS = ['items', 'itemVariants']

const SERVICE = CHECKS.filter((check): check is ServiceCheck => check.scope === 'service')
const PARENT = CHECKS.filter((check): check is ParentCheck => check.scope === 'parent')
const ENTITY = CHECKS.filter((check): check is EntityCheck => check.scope === 'entity')

/** Ends a run that need not go on after a violation. */
class Bailed extends Error {}

/** Ends a run whose caller failed while it was told something; its error is the cause. */
class NotTaken extends Error {}

/** One run of verify: reading first, then writing entity by entity. */
export class Run {
  readonly #options: VerifyOptions
  readonly #session: Session
  readonly #safekeeping: Safekeeping
  readonly #results: CheckResult[] = []
  readonly #notRestored: string[] = []
  readonly #named: Subject[] = []
  #notTaken: NotTaken | undefined
  /** A text without the credentials of this run: a server may repeat them wherever it speaks. */
  readonly redact: (text: string) => string
  readonly #redactOwn: (text: string) => string
  readonly #started = performance.now()

  constructor(options: VerifyOptions) {
    this.#options = options
    const { target, write = false, entities = [], signal, giveUp, timeoutMs = DEFAULT_TIMEOUT_MS } = options
    const { baseUrl, authorization, apiVersion } = target
    const contract = loadContract(apiVersion)
    const parents = options.parents ?? contract.parents
    requireKnownParents(contract, [...parents, ...entities.map(({ parent }) => parent)])
    requireRunnableChecks(options.only ?? [], apiVersion, write)
    const redactor = createRedactor(target.secrets)
    this.redact = redactor.redact
    this.#redactOwn = redactor.redactOwn
    const limits = { ...DEFAULT_LIMITS, ...(options.maxResponseBytes ? { text: options.maxResponseBytes } : {}) }
    const connection = { baseUrl, authorization, timeoutMs, redactor, limits }
    const limit = write ? {} : { maxRequests: MAX_REQUESTS_WHEN_READING }
    const recorder = new Recorder({ ...connection, ...limit, ...(signal ? { signal } : {}) })
    this.#session = new Session({ contract, recorder, target, write, parents, entities })
    const keeper = new Recorder({ ...connection, renewSignIn: true, ...(giveUp ? { giveUp } : {}) })
    const name = `${new Date().toISOString().replaceAll(':', '')}-${process.pid}`
    this.#safekeeping = new Safekeeping(options.saveTo ?? '.bc-pictures-verify', name, baseUrl, keeper)
  }

  async report(): Promise<Report> {
    const { target, write } = this.#session
    if (write) await this.#requireEntities()
    const ended = await this.#runAll().finally(() => this.#safekeeping.clear())
    if (this.#notTaken) throw this.#notTaken.cause
    const { recorder, observations, coverage, companyName, additions } = this.#session
    return {
      apiVersion: target.apiVersion,
      baseUrl: target.baseUrl,
      company: companyName && beginning(this.redact(companyName)),
      mode: write ? 'write' : 'read',
      results: this.#results,
      observations: observations.all.map((seen) => ({
        ...seen,
        shown: beginning(this.redact(seen.shown)),
        example: this.redact(seen.example),
      })),
      coverage: coverage.table(write),
      additions: additions.map(this.redact),
      requests: recorder.requests,
      throttled: recorder.throttled,
      durationMs: Math.round(performance.now() - this.#started),
      ended: ended && { ...ended, message: this.#redactOwn(ended.message) },
      notRestored: this.#notRestored,
    }
  }

  async #runAll(): Promise<Report['ended']> {
    try {
      await this.#read()
      if (this.#session.write) await this.#write()
      return undefined
    } catch (error) {
      if (error instanceof Bailed || error instanceof NotTaken) return undefined
      if (error instanceof InterruptedError) return { by: 'interrupt', message: error.message }
      if (error instanceof ServerUnreachableError) return { by: 'unreachable', message: error.message }
      throw error
    }
  }

  async #requireEntities(): Promise<void> {
    const { entities, target } = this.#session
    if (entities.length === 0 && !(await isEmulator(target.baseUrl))) {
      throw new VerifyUsageError(
        'Writing needs the option entities: name those whose pictures may be changed and put back, such as items:1896-S.',
      )
    }
    await this.#safekeeping.prepare()
  }

  async #read(): Promise<void> {
    for (const check of this.#selected(SERVICE)) {
      const { result } = await this.#tried(check, this.#probe(check.id), undefined, (probe) => check.run(probe))
      this.#recordOrBail(result)
    }
    if (this.#session.write) {
      await this.#findNamed()
      await this.#acceptLosses()
    }
    for (const check of this.#selected(PARENT)) await this.#onParents(check)
    if (this.#session.write) return
    for (const check of this.#selected(ENTITY)) this.#record(skippedResult(check, undefined, NEEDS_WRITE))
  }

  async #onParents(check: ParentCheck): Promise<void> {
    const { write, parents } = this.#session
    // Who names a check wants it tried, however few requests there are.
    const sparing = !write && this.#options.only === undefined
    const enough = sparing ? (check.parentsWhenReading ?? parents.length) : parents.length
    if (enough === 0) return this.#record(skippedResult(check, undefined, NEEDS_WRITE))
    const skipped: CheckResult[] = []
    let done = 0
    for (const parent of parents) {
      if (done >= enough) break
      const { result, everywhere } = await this.#tried(check, this.#probe(check.id, parent), parent, async (probe) => {
        await requirePictures(probe, parent)
        await check.run(probe, parent)
      })
      if (result.status === 'skipped' && enough < parents.length) {
        skipped.push(result)
        if (everywhere) break
      } else {
        this.#recordOrBail(result)
        done += 1
      }
    }
    // A check that is tried on a few parents only is skipped when none of them would do.
    if (done === 0) for (const result of skipped) this.#recordOrBail(result)
  }

  /** Early as well: who has to answer need not wait. Where nobody says that a loss is accepted, nothing is written. */
  async #acceptLosses(): Promise<void> {
    const losses: string[] = []
    for (const subject of this.#named) {
      const { status, body } = await this.#probe('--write', subject.parent).send({
        method: 'GET',
        path: subject.content,
      })
      const loss = status === 200 ? lossOf(body) : undefined
      if (loss) losses.push(`The picture of ${subject.label} ${loss}.`)
    }
    this.#note(BEFORE_WRITING)
    for (const loss of losses) this.#note(loss)
    if (losses.length === 0 || (await isEmulator(this.#session.target.baseUrl))) return
    if (await this.#options.acceptLoss?.(losses)) return
    if (this.#options.signal?.aborted) throw new InterruptedError()
    throw new VerifyUsageError(
      `${losses[0]} Nothing was written. Pass --yes to go on all the same, or name an entity without a picture or with a PNG.`,
    )
  }

  async #write(): Promise<void> {
    const subjects = await this.#subjects()
    if (subjects.length === 0) {
      const reason = 'there is no entity to write to'
      for (const check of this.#selected(ENTITY)) this.#record(skippedResult(check, undefined, reason))
    }
    for (const subject of subjects) {
      const { label: name } = subject
      if (MEDIA_SETS.includes(subject.parent)) {
        this.#note(`${name} may keep a set of images: only the first, which the API shows, can be put back.`)
      }
      const saved = await this.#save(subject)
      if (saved === undefined) continue
      const { recorder } = this.#session
      try {
        if (saved.file) this.#note(`The picture of ${name} is saved in ${saved.file}.`)
        recorder.guard = saved.guard
        for (const check of this.#selected(ENTITY)) {
          if (saved.guard.stopped) break
          const probe = this.#probe(check.id, subject.parent)
          const { result } = await this.#tried(check, probe, name, async () => {
            await requirePictures(probe, subject.parent)
            await check.run(probe, subject)
          })
          this.#recordOrBail(result)
        }
      } finally {
        recorder.guard = undefined
        await this.#restore(saved)
      }
      // A server on which this one picture is stuck gets no other one to lose.
      if (this.#notRestored.length > 0 && !saved.guard.stopped) return
    }
  }

  async #save(subject: Subject): Promise<SavedPicture | undefined> {
    const saved = await this.#safekeeping.save(subject)
    if (typeof saved !== 'string') return saved
    this.#recordOrBail(safetyResult('original-readable', subject.label, saved))
    return undefined
  }

  async #restore(saved: SavedPicture): Promise<void> {
    const { subject } = saved
    const { restoreForMs: forMs = DEFAULT_RESTORE_MS, giveUp } = this.#options
    const onWait = (note: string) => this.#tell(() => this.#options.onNote?.(this.#redactOwn(note)))
    const limits = { forMs, onWait, ...(giveUp ? { giveUp } : {}) }
    const { says, problem } = await this.#safekeeping.restore(saved, limits)
    if (problem) this.#notRestored.push(this.#redactOwn(says))
    this.#tell(() => this.#options.onNote?.(this.#redactOwn(says)))
    // Not a reason to bail out: other pictures may have to be put back as well.
    this.#record(safetyResult('original-restored', subject.label, problem ? says : undefined))
  }

  /** Early: a name that is wrong need not wait for the reading to end. */
  async #findNamed(): Promise<void> {
    for (const entity of this.#session.entities) {
      const subject = await this.#nameable(entity)
      if (subject === undefined) continue
      await this.#safekeeping.lock(subject)
      this.#named.push(subject)
    }
  }

  /** The entity of a name; undefined where the server's answers lead to none, which is reported then. */
  async #nameable(entity: EntityName): Promise<Subject | undefined> {
    const probe = this.#probe('--entity', entity.parent)
    try {
      return await findNamed(probe, entity)
    } catch (error) {
      if (!(error instanceof CheckSkipped) && !(error instanceof CheckStopped)) throw error
      const problem = probe.violations[0]?.message ?? error.message
      const reason = `It could not be found, so nothing is written to it: ${problem}`
      this.#recordOrBail(safetyResult('original-readable', `${entity.parent}:${entity.key}`, reason))
      return undefined
    }
  }

  async #subjects(): Promise<readonly Subject[]> {
    if (this.#session.entities.length > 0) return this.#named
    const { parents } = this.#session
    const subjects: Subject[] = []
    for (const parent of parents) {
      const probe = this.#probe('--write', parent)
      const found = await findWritable(probe, parent).catch(notThere)
      if (found === undefined) continue
      await this.#safekeeping.lock(found)
      subjects.push(found)
    }
    return subjects
  }

  #selected<C extends Check>(checks: readonly C[]): C[] {
    const { only } = this.#options
    const { version } = this.#session.contract
    return checks.filter(
      ({ id, versions }) => (versions?.includes(version) ?? true) && (only === undefined || only.includes(id)),
    )
  }

  async #tried(
    check: Check,
    probe: Probe,
    on: string | undefined,
    run: (probe: Probe) => Promise<void>,
  ): Promise<{ result: CheckResult; everywhere: boolean }> {
    const started = performance.now()
    const { reason, everywhere = false, fatal } = await runCheck(probe, () => run(probe))
    const { contract } = this.#session
    const result: CheckResult = {
      id: check.id,
      group: check.group,
      on,
      promise: check.promise,
      source: sourceOf(check),
      status: probe.violations.length > 0 ? 'failed' : reason === undefined ? 'passed' : 'skipped',
      ...(reason === undefined ? {} : { reason }),
      violations: probe.violations.map((violation) => reportViolation(violation, contract, this.redact)),
      durationMs: Math.round(10 * (performance.now() - started)) / 10,
    }
    if (fatal === undefined) return { result, everywhere }
    if (result.status === 'failed') this.#record(result)
    throw fatal
  }

  #record(told: CheckResult): void {
    const { on, reason, violations } = told
    const result = {
      ...told,
      on: on && this.redact(on),
      ...(reason === undefined ? {} : { reason: this.#redactOwn(reason) }),
      violations: violations.map((violation) => ({ ...violation, message: this.redact(violation.message) })),
    }
    this.#results.push(result)
    this.#tell(() => this.#options.onResult?.(result))
  }

  #recordOrBail(result: CheckResult): void {
    this.#record(result)
    this.#requireTaken()
    if (this.#options.bail && result.status === 'failed') throw new Bailed()
  }

  #probe(rule: string, parent?: string): Probe {
    return new Probe(this.#session, rule, parent)
  }

  #note(note: string): void {
    this.#tell(() => this.#options.onNote?.(this.#redactOwn(note)))
    this.#requireTaken()
  }

  /** Whatever the caller does with a report, it must not keep pictures from being put back. */
  #tell(tell: () => void): void {
    try {
      tell()
    } catch (cause) {
      this.#notTaken ??= new NotTaken('The report was not taken.', { cause })
    }
  }

  #requireTaken(): void {
    if (this.#notTaken) throw this.#notTaken
  }
}

/** A list that cannot be read is reported by the checks of lists. */
function notThere(error: unknown): undefined {
  if (!(error instanceof CheckSkipped || error instanceof CheckStopped)) throw error
}

function skippedResult(check: Check, on: string | undefined, reason: string): CheckResult {
  const { id, group, promise } = check
  return { id, group, on, promise, source: sourceOf(check), status: 'skipped', reason, violations: [], durationMs: 0 }
}

/** Skips a check on a parent that has no pictures on this server. */
async function requirePictures(probe: Probe, parent: string): Promise<void> {
  if (!(await parentHasPictures(probe, parent))) probe.skip(`this server has no pictures of ${parent}`)
}
