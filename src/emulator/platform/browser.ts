import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { EmulatorStartError } from '../start-error.ts'
import type { Platform } from './platform.ts'

/** Browsers, and every other runtime: no files, and no API of Node. */
export const browserPlatform: Platform = {
  sha256: () => {
    const hash = sha256.create()
    return { update: (bytes) => hash.update(bytes), hex: () => bytesToHex(hash.digest()) }
  },
  openDataStore: async (path) => {
    throw new EmulatorStartError(`The data folder '${path}' needs Node: leave the option out to keep all in memory.`)
  },
  readSeed: async (path) => {
    throw new EmulatorStartError(
      `The seed '${path}' is a file, which needs Node: use demo, empty or a list of entities.`,
    )
  },
  openPicture: (file) => {
    throw new EmulatorStartError(`The picture '${file}' is a file, which needs Node: give its bytes.`)
  },
  readPage: async () => undefined,
  warn: (warning) => console.warn(warning),
}
