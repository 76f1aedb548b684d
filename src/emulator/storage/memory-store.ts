import { MemoryContents } from './memory-contents.ts'
import type { Hash, StoreOptions } from './store.ts'
import { TableStore } from './table-store.ts'

/** A store that lives as long as the process. */
export class MemoryStore extends TableStore {
  /** @param sha256 starts a hash */
  constructor(sha256: () => Hash, options?: StoreOptions) {
    super(new MemoryContents(sha256), undefined, options)
  }
}
