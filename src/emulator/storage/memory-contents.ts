import { type ByteStream, byteStream } from '../byte-stream.ts'
import type { StoredContent } from '../model.ts'
import { ContentMeter } from './content-meter.ts'
import type { Contents, Hash } from './store.ts'

/** Contents in memory, in the pieces in which they came: a copy in one piece would need twice the room. */
export class MemoryContents implements Contents {
  readonly #sha256: () => Hash
  readonly #chunks = new Map<string, readonly Uint8Array[]>()

  /** @param sha256 starts a hash */
  constructor(sha256: () => Hash) {
    this.#sha256 = sha256
  }

  async write(
    source: AsyncIterable<Uint8Array>,
    beforeKeeping: (content: StoredContent) => void,
  ): Promise<StoredContent> {
    const meter = new ContentMeter(this.#sha256())
    const chunks: Uint8Array[] = []
    for await (const chunk of meter.measure(source)) chunks.push(chunk)
    const written = meter.result()
    beforeKeeping(written)
    this.#chunks.set(written.sha256, chunks)
    return written
  }

  read({ sha256 }: StoredContent): ByteStream {
    const chunks = this.#chunks.get(sha256)
    if (chunks === undefined) throw new Error(`The content ${sha256} is not in this store.`)
    return byteStream(copies(chunks))
  }

  remove(sha256: string): void {
    this.#chunks.delete(sha256)
  }
}

async function* copies(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Uint8Array.from(chunk)
}
