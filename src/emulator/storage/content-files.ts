import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, openSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { StoredContent } from '../model.ts'
import { ContentMeter } from './content-meter.ts'
import { giveBack } from './give-back.ts'
import type { Contents, Hash } from './store.ts'

/** Contents as files that are named by the SHA-256 of their bytes. A file under such a name is always whole. */
export class ContentFiles implements Contents {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async write(
    source: AsyncIterable<Uint8Array>,
    beforeKeeping: (content: StoredContent) => void,
  ): Promise<StoredContent> {
    const temporary = join(this.#folder, `${randomUUID()}.partial`)
    const meter = new ContentMeter(sha256())
    try {
      await writeSynced(temporary, meter.measure(source))
      const written = meter.result()
      beforeKeeping(written)
      await rename(temporary, join(this.#folder, written.sha256))
      await syncFolder(this.#folder)
      return written
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  read({ sha256 }: StoredContent): Readable {
    const path = join(this.#folder, sha256)
    return createReadStream(path, { fd: openSync(path, 'r') })
  }

  /** Synchronous: an upload of the same bytes that begins to hold them afterwards is sure to put the file back. */
  remove(sha256: string): void {
    rmSync(join(this.#folder, sha256), { force: true })
  }

  /** Removes every file but those named. Returns the names of those that should be there and are not. */
  sweep(wanted: ReadonlySet<string>): string[] {
    const present = new Set(readdirSync(this.#folder))
    for (const name of present) if (!wanted.has(name)) rmSync(join(this.#folder, name), { recursive: true })
    return [...wanted].filter((name) => !present.has(name))
  }
}

async function writeSynced(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'wx')
  await file.writeFile(givenBack(source))
  await file.sync()
}

async function* givenBack(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    yield piece
    giveBack(piece)
  }
}

/** A new name is safe only once its folder is on the disk as well. Windows has no such call and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  await using folder = await open(path, 'r')
  await folder.sync()
}

function sha256(): Hash {
  const hash = createHash('sha256')
  return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') }
}
