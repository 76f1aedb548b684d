import type { ByteStream } from '../byte-stream.ts'
import type { Seed } from '../seed/seed.ts'
import type { Hash, Store, StoreOptions } from '../storage/store.ts'

/** What the emulator needs of the runtime that it runs in, and what only some runtimes have. */
export interface Platform {
  /** Starts a SHA-256. */
  readonly sha256: () => Hash
  /** Opens a store in a folder. @throws EmulatorStartError where there are no folders, or this one cannot be used */
  readonly openDataStore: (path: string, options: StoreOptions) => Promise<Store>
  /**
   * Reads a seed from a JSON file or a folder, and tells what it left out.
   * @throws EmulatorStartError when that is not possible
   */
  readonly readSeed: (path: string, warn: (message: string) => void) => Promise<Seed>
  /** Opens the file of a picture. @throws an error, or the stream throws it, when it cannot be read */
  readonly openPicture: (file: string | URL) => ByteStream
  /** A file of the gallery's page; undefined where the page is not at hand. */
  readonly readPage: (name: string) => Promise<string | undefined>
  /** Shows a warning, or a defect of the emulator that a request met. */
  readonly warn: (warning: string | Error) => void
}
