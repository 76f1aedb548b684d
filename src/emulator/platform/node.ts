import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { packageRoot } from '../../package-root.ts'
import type { Platform } from './platform.ts'

/** Node, and what behaves like it. What is only needed at times is only loaded then: starting takes a fraction of a second. */
export const nodePlatform: Platform = {
  sha256: () => {
    const hash = createHash('sha256')
    return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') }
  },
  openDataStore: async (path, options) => {
    const { openDataStore } = await import('../storage/data-folder.ts')
    return openDataStore(path, options)
  },
  readSeed: async (path, warn) => {
    const { readSeed } = await import('../seed/read-seed.ts')
    return readSeed(path, warn)
  },
  openPicture: (file) => createReadStream(file),
  readPage: (name) => readFile(new URL(`src/emulator/control/gallery/page/${name}`, packageRoot()), 'utf8'),
  warn: (warning) => process.emitWarning(warning),
}
