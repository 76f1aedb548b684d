import { open, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { EntityLock, type HeldLock, removeDeadLock } from './entity-lock.ts'
import { shellWord } from './exchange/curl.ts'
import { type Exchange, sha256 } from './exchange/exchange.ts'
import type { Recorder } from './exchange/recorder.ts'
import { compareImages } from './images/compare.ts'
import { sniffPicture } from './pictures.ts'
import type { Subject } from './probe/subject.ts'
import { VerifyUsageError } from './problems.ts'
import { putBack, type RestoreLimits } from './restore.ts'
import type { SavedPicture } from './saved-picture.ts'
import { WriteGuard } from './write-guard.ts'

/** An entry of `saved.json`. */
interface SavedEntry {
  readonly id: string
  readonly file: string | null
  readonly sha256: string | null
}

const FILE_ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
}

/** File systems take 255 bytes, and an id follows. */
const LONGEST_NAME = 100

/** Keeps the original pictures of the entities that are written to, and puts them back. */
export class Safekeeping {
  readonly #root: string
  readonly #folder: string
  readonly #baseUrl: string
  readonly #recorder: Recorder
  readonly #saved: SavedPicture[] = []
  readonly #locks = new Map<string, EntityLock>()
  /** The first folder on the way to ours that was not there before. */
  #made: string | undefined

  /**
   * @param root the folder for saved pictures; `name` is the folder of this run in it
   * @param recorder must not be one that an interrupt stops: pictures are put back after it
   */
  constructor(root: string, name: string, baseUrl: string, recorder: Recorder) {
    this.#root = resolve(root)
    this.#folder = join(this.#root, name)
    this.#baseUrl = baseUrl
    this.#recorder = recorder
  }

  /** Makes sure that the folder can be written, before anything depends on it. @throws VerifyUsageError */
  async prepare(): Promise<void> {
    try {
      this.#made = makeFolder(this.#folder, { mode: 0o700 })
    } catch (error) {
      throw cannotSave(this.#folder, error)
    }
    await this.#writeList()
  }

  /**
   * Marks an entity as being written to, so that two runs never work on one.
   * @throws VerifyUsageError when another run works on it, or was killed amid its work
   */
  async lock(subject: Subject): Promise<void> {
    if (this.#locks.has(subject.path)) return
    for (;;) {
      const lock = await EntityLock.take(this.#root, this.#baseUrl, subject, this.#folder).catch((error) => {
        throw cannotSave(this.#root, error)
      })
      if (lock instanceof EntityLock) {
        this.#locks.set(subject.path, lock)
        return
      }
      if (!lock.dead) throw new VerifyUsageError(inUse(subject, lock))
      const left = await this.#leftByKilledRun(subject, lock)
      if (left !== undefined) throw new VerifyUsageError(left)
      await removeDeadLock(lock)
    }
  }

  /**
   * Reads the picture of an entity and writes it to disk, synced, before anything may change it.
   * @returns a sentence when the picture cannot be read reliably: nothing may be written to the entity then
   * @throws VerifyUsageError when the folder cannot be written
   */
  async save(subject: Subject): Promise<SavedPicture | string> {
    const [first, second] = [await this.#read(subject), await this.#read(subject)]
    const readable = (exchange: Exchange) => [200, 204].includes(exchange.status) && !exchange.broken
    if (!readable(first) || !readable(second) || first.status !== second.status || !first.body.equals(second.body)) {
      return `The picture of ${subject.label} cannot be read twice alike, so it could not be put back: nothing is written to it.`
    }
    const bytes = first.status === 204 ? undefined : first.body
    const hash = bytes && sha256(bytes)
    const file = bytes && (await this.#keep(subject, bytes))
    const guard = new WriteGuard(subject, this.#recorder, hash)
    const saved = { subject, file, sha256: hash, bytes, guard }
    this.#saved.push(saved)
    await this.#writeList()
    return saved
  }

  /**
   * Puts the original back, and forgets the saved copy. It is tried until it is back or time is up; where somebody else
   * changed the picture meanwhile, nothing is written.
   * @returns a sentence that says so, and as `problem` whether the original is not back; it names the saved copy then
   */
  async restore(saved: SavedPicture, limits: RestoreLimits): Promise<{ says: string; problem: boolean }> {
    this.#recorder.guard = saved.guard
    const outcome = await putBack(saved, this.#recorder, limits)
    this.#recorder.guard = undefined
    if (outcome.back) {
      await this.#forget(saved)
      const how = outcome.anew ? 'back: the same image, which the server has stored anew' : 'as it was'
      return { says: `The picture of ${saved.subject.label} is ${how}.`, problem: false }
    }
    const says = outcome.foreign ? this.#keptForOther(saved, outcome.problem) : this.#whatToDo(saved, outcome.problem)
    return { says, problem: true }
  }

  /** Removes the folders that were made, unless a picture that could not be put back lies in them. Never fails. */
  async clear(): Promise<void> {
    for (const lock of this.#locks.values()) await lock.release()
    await rmdir(join(this.#root, 'locks')).catch(() => undefined)
    if (this.#saved.length > 0 || this.#made === undefined) return
    await rm(join(this.#folder, 'saved.json'), { force: true }).catch(() => undefined)
    // Only what is empty goes: another run may keep its pictures beside this one's.
    for (let folder = this.#folder; folder.startsWith(this.#made); folder = dirname(folder)) {
      await rmdir(folder).catch(() => undefined)
    }
  }

  #whatToDo({ subject, file }: SavedPicture, problem: string): string {
    const reason = problem.replace(/\.$/, '')
    return file === undefined
      ? `The picture of ${subject.label} could not be taken away again (${reason}): it had none, delete it with your sign-in: ${this.#command(subject, file)}`
      : `The picture of ${subject.label} could not be put back (${reason}): its original is saved in ${file}, put it back with your sign-in: ${this.#command(subject, file)}`
  }

  #keptForOther({ subject, file }: SavedPicture, problem: string): string {
    const before =
      file === undefined
        ? 'It had none before this run; to delete it, with your sign-in'
        : `The one from before this run is saved in ${file}; to put it back, with your sign-in`
    return `${problem}. Nothing more was written to it. ${before}: ${this.#command(subject, file)}`
  }

  /** curl is everywhere, and needs nothing of this run. */
  #command(subject: Subject, file: string | undefined): string {
    const curl = `curl -H 'Authorization: …' -H 'If-Match: *'`
    const url = (path: string) => shellWord(this.#recorder.url(path))
    return file === undefined
      ? `${curl} -X DELETE ${url(subject.picture)}`
      : `${curl} -X PATCH -H 'Content-Type: application/octet-stream' --data-binary ${shellWord(`@${file}`)} ${url(subject.content)}`
  }

  /** What a run that was killed still owes the entity; undefined where it owes nothing. */
  async #leftByKilledRun(subject: Subject, { holder }: HeldLock): Promise<string | undefined> {
    if (holder === undefined) return undefined
    const entry = await findEntry(holder.folder, subject)
    if (entry === undefined) return undefined
    const { status, body, broken } = await this.#read(subject)
    const asItWas = entry.sha256 === null ? status === 204 : status === 200 && !broken && sha256(body) === entry.sha256
    const original = entry.file === null ? undefined : await readFile(entry.file).catch(() => undefined)
    if (asItWas) return undefined
    if (original && status === 200 && !broken && (await compareImages(original, body)) === undefined) return undefined
    if (entry.file !== null && original === undefined) return undefined
    const kept = entry.file === null ? 'it had no picture before' : `its original picture is saved in ${entry.file}`
    return `A run that wrote to ${subject.label} was killed, and ${kept}. Put that right first: ${this.#command(subject, entry.file ?? undefined)} Or move ${holder.folder} elsewhere to go on with the picture that is there now.`
  }

  #read({ content }: Subject): Promise<Exchange> {
    return this.#recorder.exchange({ method: 'GET', path: content })
  }

  async #keep(subject: Subject, bytes: Buffer): Promise<string> {
    const ending = FILE_ENDINGS[sniffPicture(bytes)?.contentType ?? ''] ?? 'bin'
    const file = join(
      this.#folder,
      `${subject.label.replace(/[^\w.-]/g, '-').slice(0, LONGEST_NAME)}-${subject.id}.${ending}`,
    )
    await writeSynced(file, bytes)
    return file
  }

  /** The list makes the folder useful to somebody who finds it after the process was killed. */
  async #writeList(): Promise<void> {
    const pictures = this.#saved.map(({ subject, file, sha256: hash }) => ({
      entity: subject.label,
      id: subject.id,
      companyId: subject.companyId,
      file: file ?? null,
      sha256: hash ?? null,
    }))
    const text = JSON.stringify({ baseUrl: this.#baseUrl, pictures }, null, 2)
    await writeSynced(join(this.#folder, 'saved.json'), Buffer.from(`${text}\n`))
  }

  /** Never fails: the picture is back, whatever the disk does. */
  async #forget(saved: SavedPicture): Promise<void> {
    this.#saved.splice(this.#saved.indexOf(saved), 1)
    if (saved.file !== undefined) await rm(saved.file, { force: true }).catch(() => undefined)
    await this.#writeList().catch(() => undefined)
  }
}

function inUse({ label }: Subject, { file, holder }: HeldLock): string {
  const who = holder ? `another run (process ${holder.pid} on ${holder.host})` : 'another run'
  return `The pictures of ${label} are being written to by ${who}: wait until it ends, or remove ${file} if it is gone.`
}

async function findEntry(folder: string, { id, companyId }: Subject): Promise<SavedEntry | undefined> {
  try {
    const { pictures } = JSON.parse(await readFile(join(folder, 'saved.json'), 'utf8')) as {
      pictures: (SavedEntry & { companyId: string })[]
    }
    return pictures.find((entry) => entry.id === id && entry.companyId === companyId)
  } catch {
    return undefined
  }
}

/** Writes a file whole or not at all. */
async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.part`
  try {
    {
      await using handle = await open(part, 'w', 0o600)
      await handle.writeFile(bytes)
      await handle.sync()
    }
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw cannotSave(dirname(file), error)
  }
}

function cannotSave(folder: string, cause: unknown): VerifyUsageError {
  const { code } = cause as NodeJS.ErrnoException
  const message = `The original pictures cannot be saved in ${folder} (${code}): choose another folder with the option saveTo.`
  return new VerifyUsageError(message, { cause })
}
