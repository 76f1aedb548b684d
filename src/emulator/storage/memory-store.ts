import { MemoryContents } from './memory-contents.ts'
import type { StoreOptions } from './store.ts'
import { TableStore } from './table-store.ts'

/** A store that lives as long as the process. */
export class MemoryStore extends TableStore {
  constructor(options?: StoreOptions) {
    super(new MemoryContents(), undefined, options)
  }
}
