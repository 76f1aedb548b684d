import { mkdir, open, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Exchange, sha256 } from './exchange/exchange.ts'
import type { Recorder } from './exchange/recorder.ts'
import { sniffPicture } from './pictures.ts'
import type { Subject } from './probe/subject.ts'
import { VerifyUsageError } from './problems.ts'

/** An original picture that lies on disk; `file` is undefined where the entity has none. */
export interface SavedPicture {
  readonly subject: Subject
  readonly file: string | undefined
  readonly sha256: string | undefined
}

const ATTEMPTS = 3
const FILE_ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
}

/** Keeps the original pictures of the entities that are written to, and puts them back. */
export class Safekeeping {
  readonly #folder: string
  readonly #baseUrl: string
  readonly #recorder: Recorder
  readonly #saved: SavedPicture[] = []
  /** The first folder on the way to ours that was not there before. */
  #made: string | undefined

  /** The recorder must not be one that an interrupt stops: pictures are put back after it. */
  constructor(folder: string, baseUrl: string, recorder: Recorder) {
    this.#folder = resolve(folder)
    this.#baseUrl = baseUrl
    this.#recorder = recorder
  }

  /** Makes sure that the folder can be written, before anything depends on it. @throws VerifyUsageError */
  async prepare(): Promise<void> {
    try {
      this.#made = await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw cannotSave(this.#folder, error)
    }
    await this.#writeList()
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
    const saved =
      first.status === 204 ? { subject, file: undefined, sha256: undefined } : await this.#keep(subject, first)
    this.#saved.push(saved)
    await this.#writeList()
    return saved
  }

  /**
   * Puts the original back, byte for byte, and forgets the saved copy.
   * @returns undefined when the original is back, else a sentence that names the saved copy
   */
  async restore(saved: SavedPicture): Promise<string | undefined> {
    let problem = 'it was not tried'
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      try {
        if (await this.#isBack(saved)) {
          await this.#forget(saved)
          return undefined
        }
        const { status } = await this.#putBack(saved)
        problem = status === 204 ? 'the server took it, and shows something else' : `the server answers ${status}`
      } catch (error) {
        problem = (error as Error).message
      }
    }
    if (await this.#isBack(saved).catch(() => false)) {
      await this.#forget(saved)
      return undefined
    }
    return this.#whatToDo(saved, problem)
  }

  #whatToDo({ subject, file }: SavedPicture, problem: string): string {
    const entity = subject.label
    const reason = problem.replace(/\.$/, '')
    const url = (path: string) => quote(this.#recorder.url(path))
    // curl is everywhere, and asks for nothing of this run.
    const curl = `curl -H 'Authorization: …' -H 'If-Match: *'`
    return file === undefined
      ? `The picture of ${entity} could not be taken away again (${reason}): it had none, delete it with your sign-in: ${curl} -X DELETE ${url(subject.picture)}`
      : `The picture of ${entity} could not be put back (${reason}): its original is saved in ${file}, put it back with your sign-in: ${curl} -X PATCH -H 'Content-Type: application/octet-stream' --data-binary ${quote(`@${file}`)} ${url(subject.content)}`
  }

  #read({ content }: Subject): Promise<Exchange> {
    return this.#recorder.exchange({ method: 'GET', path: content })
  }

  async #isBack({ subject, sha256: original }: SavedPicture): Promise<boolean> {
    const { status, body, broken } = await this.#read(subject)
    if (original === undefined) return status === 204
    return status === 200 && !broken && sha256(body) === original
  }

  async #putBack({ subject, file }: SavedPicture): Promise<Exchange> {
    if (file === undefined) return this.#recorder.exchange({ method: 'DELETE', path: subject.picture })
    const headers = { 'If-Match': '*', 'Content-Type': 'application/octet-stream' }
    return this.#recorder.exchange({ method: 'PATCH', path: subject.content, headers, body: await readFile(file) })
  }

  async #keep(subject: Subject, { body }: Exchange): Promise<SavedPicture> {
    const ending = FILE_ENDINGS[sniffPicture(body)?.contentType ?? ''] ?? 'bin'
    const file = join(this.#folder, `${subject.label.replace(/[^\w.-]/g, '-')}-${subject.id}.${ending}`)
    await writeSynced(file, body)
    return { subject, file, sha256: sha256(body) }
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

  async #forget(saved: SavedPicture): Promise<void> {
    this.#saved.splice(this.#saved.indexOf(saved), 1)
    if (saved.file !== undefined) await rm(saved.file, { force: true })
    await this.#writeList()
  }

  /** Removes the folders that were made, unless a picture that could not be put back lies in them. */
  async clear(): Promise<void> {
    if (this.#saved.length > 0 || this.#made === undefined) return
    await rm(join(this.#folder, 'saved.json'), { force: true })
    // Only what is empty goes: another run may keep its pictures beside this one's.
    for (let folder = this.#folder; folder.startsWith(this.#made); folder = dirname(folder)) {
      await rmdir(folder).catch(() => undefined)
    }
  }
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await using handle = await open(file, 'w', 0o600)
    await handle.writeFile(bytes)
    await handle.sync()
  } catch (error) {
    throw cannotSave(dirname(file), error)
  }
}

/** A text as one word of a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function cannotSave(folder: string, cause: unknown): VerifyUsageError {
  const { code } = cause as NodeJS.ErrnoException
  const message = `The original pictures cannot be saved in ${folder} (${code}): choose another folder with --save-to.`
  return new VerifyUsageError(message, { cause })
}
