import { join } from 'node:path'
import type { ApiVersion } from '../versions.ts'
import { CHECKS } from './checks/all.ts'
import type { Check } from './checks/check.ts'
import { findNamed, findSubject } from './checks/discovery.ts'
import { CheckSkipped, Probe } from './checks/probe.ts'
import { runCheck } from './checks/run-check.ts'
import { parentHasPictures } from './checks/service.ts'
import type { Subject } from './checks/subject.ts'
import { isEmulator } from './checks/wrong-sign-ins.ts'
import { type Contract, loadContract } from './contract/contract.ts'
import { Recorder } from './exchange/recorder.ts'
import { InterruptedError, ServerUnreachableError, VerifyUsageError } from './problems.ts'
import { type CheckResult, type Report, reportViolation } from './report.ts'
import { Safekeeping, type SavedPicture } from './safekeeping.ts'
import { safetyResult } from './safety-checks.ts'
import { Session } from './session.ts'
import type { EntityName, Target } from './target.ts'

/** How a run of verify goes. */
export interface VerifyOptions {
  readonly target: Target
  /** Whether pictures may be changed, those of `entities` only. Default false: nothing but GET is sent. */
  readonly write?: boolean
  /**
   * The entities that may be written to, or that a reading run prefers. With `write`, only this project's emulator
   * does without: there, one entity of each parent is taken.
   */
  readonly entities?: readonly EntityName[]
  /** The entity sets to try; default: all of the version. */
  readonly parents?: readonly string[]
  /** The ids of the checks to run; default: all. */
  readonly only?: readonly string[]
  /** Where original pictures are saved while a run writes; default `.bc-pictures-verify` in the working directory. */
  readonly saveTo?: string
  /** How long an answer may take, in milliseconds; default 60 s. */
  readonly timeoutMs?: number
  /** Ends the run early; pictures are put back all the same. */
  readonly signal?: AbortSignal
  /** Whether the first violation ends the run. Default false. */
  readonly bail?: boolean
  /** Called with each result as it comes. */
  readonly onResult?: (result: CheckResult) => void
  /** Called with what a person should know while the run goes on. */
  readonly onNote?: (note: string) => void
}

const DEFAULT_TIMEOUT_MS = 60_000

/** Parents that keep a set of images, of which the API shows the first only. */
const MEDIA_SETS = ['items', 'itemVariants']

/**
 * Holds a server to the contract. Requests go one at a time, throttling is waited out, and pictures that are written to
 * are put back whatever happens.
 * @throws VerifyUsageError when the options do not fit the server: no such company or entity, `write` without entities
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  return new Run(options).report()
}

/** Ends a run that need not go on after a violation. */
class Bailed extends Error {}

class Run {
  readonly #options: VerifyOptions
  readonly #session: Session
  readonly #safekeeping: Safekeeping
  readonly #results: CheckResult[] = []
  readonly #notRestored: string[] = []
  readonly #started = performance.now()

  constructor(options: VerifyOptions) {
    this.#options = options
    const { target, write = false, entities = [], signal, timeoutMs = DEFAULT_TIMEOUT_MS } = options
    const { baseUrl, authorization, apiVersion } = target
    const contract = loadContract(apiVersion)
    const parents = options.parents ?? contract.parents
    requireKnownParents(contract, [...parents, ...entities.map(({ parent }) => parent)])
    requireRunnableChecks(options.only ?? [], apiVersion, write)
    const connection = { baseUrl, authorization, timeoutMs }
    const recorder = new Recorder({ ...connection, ...(signal ? { signal } : {}) })
    this.#session = new Session({ contract, recorder, target, write, parents, entities })
    const folder = join(
      options.saveTo ?? '.bc-pictures-verify',
      `${new Date().toISOString().replaceAll(':', '')}-${process.pid}`,
    )
    this.#safekeeping = new Safekeeping(folder, baseUrl, new Recorder(connection))
  }

  async report(): Promise<Report> {
    const { target, write } = this.#session
    if (write) await this.#requireEntities()
    const ended = await this.#runAll().finally(() => this.#safekeeping.clear())
    const { recorder, observations, coverage, companyName, additions } = this.#session
    return {
      apiVersion: target.apiVersion,
      baseUrl: target.baseUrl,
      company: companyName,
      mode: write ? 'write' : 'read',
      results: this.#results,
      observations: observations.all,
      coverage: coverage.table(write),
      additions,
      requests: recorder.requests,
      throttled: recorder.throttled,
      durationMs: Math.round(performance.now() - this.#started),
      ended,
      notRestored: this.#notRestored,
    }
  }

  async #runAll(): Promise<Report['ended']> {
    try {
      await this.#read()
      if (this.#session.write) await this.#write()
      return undefined
    } catch (error) {
      if (error instanceof Bailed) return undefined
      if (error instanceof InterruptedError) return { by: 'interrupt', message: error.message }
      if (error instanceof ServerUnreachableError) return { by: 'unreachable', message: error.message }
      throw error
    }
  }

  async #requireEntities(): Promise<void> {
    const { entities, target } = this.#session
    if (entities.length === 0 && !(await isEmulator(target.baseUrl))) {
      throw new VerifyUsageError(
        'Writing needs --entity: name the entities whose pictures may be changed and put back, such as --entity items:1896-S.',
      )
    }
    await this.#safekeeping.prepare()
  }

  async #read(): Promise<void> {
    for (const check of this.#selected('service')) await this.#one(check, undefined)
    for (const check of this.#selected('parent')) await this.#onParents(check)
  }

  async #onParents(check: Check): Promise<void> {
    const { write, parents } = this.#session
    // Who names a check wants it tried, however few requests there are.
    const sparing = !write && this.#options.only === undefined
    const enough = sparing ? (check.parentsWhenReading ?? parents.length) : parents.length
    const skipped: CheckResult[] = []
    let done = 0
    for (const parent of parents) {
      if (done >= enough) break
      const result = await this.#try(check, parent)
      if (result.status === 'skipped' && enough < parents.length) skipped.push(result)
      else {
        this.#emit(result)
        done += 1
      }
    }
    // A check that is tried on a few parents only is skipped when none of them would do.
    if (done === 0) for (const result of skipped) this.#emit(result)
  }

  async #write(): Promise<void> {
    const subjects = await this.#subjects()
    for (const subject of subjects) {
      const { label: name } = subject
      if (MEDIA_SETS.includes(subject.parent)) {
        this.#note(`${name} may keep a set of images: only the first, which the API shows, can be put back.`)
      }
      const saved = await this.#save(subject)
      if (saved === undefined) continue
      if (saved.file) this.#note(`The picture of ${name} is saved in ${saved.file}.`)
      try {
        for (const check of this.#selected('entity')) await this.#one(check, subject.parent, subject)
      } finally {
        await this.#restore(saved)
      }
    }
  }

  async #save(subject: Subject): Promise<SavedPicture | undefined> {
    const saved = await this.#safekeeping.save(subject)
    if (typeof saved !== 'string') return saved
    this.#emit(safetyResult('original-readable', subject, saved))
    return undefined
  }

  async #restore(saved: SavedPicture): Promise<void> {
    const { subject } = saved
    const problem = await this.#safekeeping.restore(saved)
    this.#note(problem ?? `The picture of ${subject.label} is as it was.`)
    if (problem !== undefined) this.#notRestored.push(problem)
    const result = safetyResult('original-restored', subject, problem)
    this.#results.push(result)
    this.#options.onResult?.(result)
  }

  async #subjects(): Promise<Subject[]> {
    const { entities, parents } = this.#session
    const subjects: Subject[] = []
    for (const entity of entities) subjects.push(await findNamed(this.#probe('--entity', entity.parent), entity))
    if (entities.length > 0) return subjects
    for (const parent of parents) {
      const probe = this.#probe('--write', parent)
      const found = await findSubject(probe, 'with a picture').catch(() => findSubject(probe, 'any').catch(skipped))
      if (found) subjects.push(found.subject)
    }
    return subjects
  }

  #selected(scope: Check['scope']): Check[] {
    const { only } = this.#options
    const { version } = this.#session.contract
    return CHECKS.filter(
      (check) =>
        check.scope === scope &&
        (check.versions?.includes(version) ?? true) &&
        (only === undefined || only.includes(check.id)),
    )
  }

  async #one(check: Check, parent: string | undefined, subject?: Subject): Promise<void> {
    this.#emit(await this.#try(check, parent, subject))
  }

  async #try(check: Check, parent: string | undefined, subject?: Subject): Promise<CheckResult> {
    const probe = this.#probe(check.id, parent)
    const started = performance.now()
    const hasPictures = () => (parent === undefined ? true : parentHasPictures(probe, parent))
    const { reason, fatal } = await runCheck(check, probe, hasPictures, subject)
    const { contract, recorder } = this.#session
    const result: CheckResult = {
      id: check.id,
      group: check.group,
      on: subject ? subject.label : parent,
      promise: check.promise,
      source: `docs/business-central.md, ${check.source}`,
      status: probe.violations.length > 0 ? 'failed' : reason === undefined ? 'passed' : 'skipped',
      ...(reason === undefined ? {} : { reason }),
      violations: probe.violations.map((violation) =>
        reportViolation(violation, contract, (text) => recorder.redact(text)),
      ),
      durationMs: Math.round(10 * (performance.now() - started)) / 10,
    }
    if (fatal === undefined) return result
    if (result.status === 'failed') this.#results.push(result)
    throw fatal
  }

  #emit(result: CheckResult): void {
    this.#results.push(result)
    this.#options.onResult?.(result)
    if (this.#options.bail && result.status === 'failed') throw new Bailed()
  }

  #probe(rule: string, parent?: string): Probe {
    return new Probe(this.#session, rule, parent)
  }

  #note(note: string): void {
    this.#options.onNote?.(note)
  }
}

function requireKnownParents(contract: Contract, names: readonly string[]): void {
  const unknown = names.find((name) => !contract.parents.includes(name))
  if (unknown === undefined) return
  throw new VerifyUsageError(
    `${contract.version} has no pictures of "${unknown}"; it has those of ${contract.parents.join(', ')}.`,
  )
}

/** A run that tries nothing would pass. */
function requireRunnableChecks(only: readonly string[], version: ApiVersion, write: boolean): void {
  for (const id of only) {
    const check = CHECKS.find((candidate) => candidate.id === id)
    if (check === undefined) throw new VerifyUsageError(`There is no check "${id}": --list names them.`)
    if (check.versions && !check.versions.includes(version)) {
      throw new VerifyUsageError(`The check ${id} is one of ${check.versions.join(', ')}, and not of ${version}.`)
    }
    if (check.scope === 'entity' && !write) throw new VerifyUsageError(`The check ${id} needs --write.`)
  }
}

function skipped(error: unknown): undefined {
  if (!(error instanceof CheckSkipped)) throw error
}
