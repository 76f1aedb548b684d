import { shown } from '../../option-checks.ts'
import { badRequest } from '../errors.ts'
import type { Snapshot, Store } from '../storage/store.ts'
import { contentsOf } from '../storage/table-store.ts'

/** States of a store that can be gone back to, by name. They last as long as the process. */
export class Snapshots {
  readonly #store: Store
  readonly #saved = new Map<string, Snapshot>()

  constructor(store: Store) {
    this.#store = store
  }

  /** Saves the present state, in place of an earlier one of that name. */
  async save(name: string): Promise<void> {
    requireName(name)
    const snapshot = await this.#store.snapshot()
    this.#store.hold(contentsOf(snapshot.entities))
    const former = this.#saved.get(name)
    this.#saved.set(name, snapshot)
    if (former !== undefined) this.#store.release(contentsOf(former.entities))
  }

  /** Goes back to a saved state, which stays saved; false where there is none of that name. */
  async restore(name: string): Promise<boolean> {
    requireName(name)
    const snapshot = this.#saved.get(name)
    if (snapshot === undefined) return false
    await this.#store.restore(snapshot)
    return true
  }
}

function requireName(name: unknown): void {
  if (typeof name === 'string' && name !== '') return
  throw badRequest(`The name of a snapshot must be a text with something in it, not ${shown(name)}.`)
}
