import { createHash } from 'node:crypto'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { isRunning } from '../is-running.ts'
import { makeFolder } from '../make-folder.ts'
import type { Subject } from './probe/subject.ts'

/** What a lock file says of the run that made it. */
export interface LockHolder {
  readonly pid: number
  readonly host: string
  /** The folder in which that run keeps the original pictures. */
  readonly folder: string
}

/** Another run holds the lock; it may still be at work, or it was killed. */
export interface HeldLock {
  readonly file: string
  /** Undefined where the file cannot be read. */
  readonly holder: LockHolder | undefined
  /** Whether that run is known to have ended without letting go of its lock. */
  readonly dead: boolean
}

/** A lock file without content is being written, unless it is older than this. */
const EMPTY_FOR_MS = 10_000

/**
 * Marks one entity of one server as being written to. There is a mark in the folder for saved pictures, which other
 * machines may share, and one in the temporary folder of this machine, for runs that save elsewhere.
 */
export class EntityLock {
  readonly #files: readonly string[]

  private constructor(files: readonly string[]) {
    this.#files = files
  }

  /**
   * Takes the lock.
   * @returns what is known of the other run where it is taken
   * @throws when the folder for saved pictures cannot be written
   */
  static async take(saveTo: string, baseUrl: string, subject: Subject, folder: string): Promise<EntityLock | HeldLock> {
    const name = `${nameOf(baseUrl, subject)}.lock`
    const holder: LockHolder = { pid: process.pid, host: hostname(), folder }
    const taken: string[] = []
    for (const [place, needed] of [[join(saveTo, 'locks'), true] as const, [localLocks(), false] as const]) {
      const file = join(place, name)
      try {
        makeFolder(place, { mode: 0o700 })
        await writeNew(file, JSON.stringify(holder))
        taken.push(file)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
          await new EntityLock(taken).release()
          return await describe(file)
        }
        // Where only the second mark cannot be made, the first one and the checks before each write are left.
        if (needed) throw error
      }
    }
    return new EntityLock(taken)
  }

  /** Lets go of the entity. Never fails: a mark that stays is taken for that of a run that was killed. */
  async release(): Promise<void> {
    for (const file of this.#files) await rm(file, { force: true }).catch(() => undefined)
  }
}

/** Removes the lock of a run that was killed. Of several runs that try, one succeeds. */
export async function removeDeadLock({ file }: HeldLock): Promise<void> {
  const aside = `${file}.${process.pid}.dead`
  try {
    await rename(file, aside)
    await rm(aside, { force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** The versions of an API show the same entities, so the path of the base URL does not count. */
function nameOf(baseUrl: string, { companyId, parent, id }: Subject): string {
  const text = [new URL(baseUrl).origin, companyId, parent, id].join(' ').toLowerCase()
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

function localLocks(): string {
  const user = process.getuid?.() ?? userInfo().username.replace(/\W/g, '-')
  return join(tmpdir(), `bc-pictures-verify-${user}`)
}

async function writeNew(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
}

async function describe(file: string): Promise<HeldLock> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const holder = parseHolder(text)
  if (holder !== undefined) return { file, holder, dead: holder.host === hostname() && !isRunning(holder.pid) }
  const age = await stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Number.POSITIVE_INFINITY,
  )
  return { file, holder, dead: age > EMPTY_FOR_MS }
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { pid, host, folder } = JSON.parse(text) as Partial<LockHolder>
    const whole = Number.isSafeInteger(pid) && typeof host === 'string' && typeof folder === 'string'
    return whole ? { pid: pid as number, host, folder } : undefined
  } catch {
    return undefined
  }
}
