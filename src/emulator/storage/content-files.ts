import { createHash, randomUUID } from 'node:crypto'
import { closeSync, constants, createReadStream, fstatSync, openSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sentence } from '../../sentence.ts'
import { type ByteStream, byteStream } from '../byte-stream.ts'
import type { StoredContent } from '../model.ts'
import { ContentMeter } from './content-meter.ts'
import { DamagedContentError } from './damage.ts'
import { giveBack } from './give-back.ts'
import { contentsName, isOwnContentName, kindOf, lookAt } from './own-names.ts'
import type { Contents, Hash } from './store.ts'
import { verified } from './verified.ts'

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

  /**
   * Its length is checked before anything is read, its hash while it is read.
   * @throws DamagedContentError, also while the stream is read
   */
  read(content: StoredContent): ByteStream {
    const file = `The file ${contentsName}/${content.sha256} of the data folder`
    const path = join(this.#folder, content.sha256)
    const stream = createReadStream(path, { fd: openWhole(path, content.size, file) })
    return byteStream(verified(stream, content, sha256(), file), () => stream.destroy())
  }

  /** Synchronous: an upload of the same bytes that begins to hold them afterwards is sure to put the file back. */
  remove(sha256: string): void {
    rmSync(join(this.#folder, sha256), { force: true })
  }

  /** What is wrong with a content, as far as that is known without reading it; undefined where nothing is. */
  problemOf({ sha256, size }: StoredContent): string | undefined {
    const found = lookAt(join(this.#folder, sha256))
    const name = `${contentsName}/${sha256}`
    if (found === undefined) return `${name} is missing`
    if (!found.isFile()) return `${name} is ${kindOf(found)}`
    return found.size === size ? undefined : `${name} has ${found.size} bytes instead of ${size}`
  }

  /** Removes files that an emulator left behind, but those named. What has no name of the emulator's own stays. */
  sweep(wanted: ReadonlySet<string>): void {
    for (const entry of readdirSync(this.#folder, { withFileTypes: true })) {
      const isLeftOver = entry.isFile() && isOwnContentName(entry.name) && !wanted.has(entry.name)
      if (isLeftOver) rmSync(join(this.#folder, entry.name), { force: true })
    }
  }
}

/** Opens a file that has to be of this length, and follows no link. @throws DamagedContentError */
function openWhole(path: string, size: number, file: string): number {
  let descriptor: number
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (cause) {
    const { message } = cause as Error
    throw new DamagedContentError(sentence(`${file} cannot be read: ${message}`), { cause })
  }
  const found = fstatSync(descriptor)
  if (found.isFile() && found.size === size) return descriptor
  closeSync(descriptor)
  throw new DamagedContentError(`${file} is damaged: it has ${found.size} bytes instead of ${size}.`)
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
