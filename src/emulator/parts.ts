import { createRouter } from './api/router/router.ts'
import type { Service } from './api/service.ts'
import { Changes } from './control/changes.ts'
import type { ControlParts } from './control/control.ts'
import { Journal, type JournalEntry } from './control/journal.ts'
import { Snapshots } from './control/snapshots.ts'
import { type Fault, Faults } from './faults/faults.ts'
import { LateCommits } from './late-commits.ts'
import { Throttle } from './limits.ts'
import type { Settings } from './options.ts'
import type { Platform } from './platform/platform.ts'
import { loadSeed } from './seed/load.ts'
import { resolveSeed } from './seed/resolve.ts'
import type { SignIn } from './sign-in/sign-in.ts'
import { TokenEndpoint } from './sign-in/token-endpoint.ts'
import { MemoryStore } from './storage/memory-store.ts'
import type { Store } from './storage/store.ts'
import { profilesWith } from './versions.ts'

/** Everything that requests are answered from, however they come in. */
export interface Parts extends ControlParts, Service {
  readonly signIn: SignIn
  /** undefined: users may send as many requests as they like. */
  readonly throttle: Throttle | undefined
  readonly maxBodyBytes: number
  /** Is told of every defect of the emulator that a request met. */
  readonly warn: (error: Error) => void
}

/** What a caller of the emulator can do with it besides sending requests. */
export interface Controls {
  readonly companyId: string
  readonly companyName: string
  /** Puts everything back to the seed and to the first fault rules, and empties the journal. */
  reset(): Promise<void>
  /** Saves what the companies hold, under a name. */
  snapshot(name?: string): Promise<void>
  /** Goes back to what was saved under a name. @throws Error when nothing was */
  restore(name?: string): Promise<void>
  /** What somebody else changes, not through the web API. @see Changes */
  readonly changes: Pick<Changes, 'rename' | 'recreate' | 'remove' | 'touch' | 'setPicture'>
  /** The latest thousand requests, oldest first. */
  requests(): readonly JournalEntry[]
  /** Adds fault rules. @throws FaultRuleError when one is wrong; then none is added */
  addFaults(...rules: readonly string[]): readonly Fault[]
  /** The fault rules in force. */
  faults(): readonly Fault[]
  /** Takes all fault rules away. */
  clearFaults(): void
}

/**
 * Opens the store, fills it from the seed where it is empty, and puts everything together.
 * @throws EmulatorStartError when the data folder or the seed cannot be used
 */
export async function openParts(settings: Settings, platform: Platform): Promise<Parts> {
  const { allQuirks: quirks, userLimits, maxBodyBytes } = settings
  const seed = await resolveSeed(settings.seed, (path) => platform.readSeed(path, settings.onWarning ?? platform.warn))
  const store = await openStore(settings, platform)
  const [journal, faults, snapshots] = [new Journal(), new Faults(settings.faults), new Snapshots(store)]
  const throttle = userLimits && new Throttle(userLimits)
  const [changes, lateCommits] = [new Changes(store), new LateCommits()]
  const reset = async () => {
    lateCommits.clear()
    await loadSeed(store, seed, `${quirks['bc-version']}.0.0.0`, platform.openPicture)
    faults.reset()
    throttle?.reset()
    journal.clear()
  }
  try {
    if (store.companies().length === 0) await reset()
  } catch (error) {
    await store.close()
    throw error
  }
  const profiles = profilesWith(quirks)
  const api = { store, quirks, profiles, lateCommits, route: createRouter(profiles) }
  const control = { journal, faults, snapshots, changes, reset, readPage: platform.readPage }
  return { ...api, ...control, signIn: signInOf(settings), throttle, maxBodyBytes, warn: platform.warn }
}

async function openStore({ data, allQuirks }: Settings, { openDataStore, sha256 }: Platform): Promise<Store> {
  const options = {
    frozenEtags: allQuirks['picture-etag'] === 'frozen',
    oldDatesStay: allQuirks['v1-dates'] === 'stay',
    storedBytes: allQuirks['stored-bytes'],
  }
  return data === undefined ? new MemoryStore(sha256, options) : openDataStore(data, options)
}

function signInOf(settings: Settings): SignIn {
  const { auth, token, user, accessKey, clientId, clientSecret, tokenSeconds } = settings
  if (auth === 'bearer') return { mode: auth, token }
  if (auth === 'basic') return { mode: auth, user, accessKey }
  if (auth === 'none') return { mode: auth }
  return { mode: auth, endpoint: new TokenEndpoint({ clientId, clientSecret, tokenSeconds }) }
}

/** The controls over these parts. */
export function controlsOf({ store, journal, faults, snapshots, changes, reset }: Parts): Controls {
  const [company] = store.companies()
  return {
    companyId: String(company?.id),
    companyName: String(company?.record.name),
    reset,
    snapshot: (name = 'default') => snapshots.save(name),
    restore: async (name = 'default') => {
      if (!(await snapshots.restore(name)))
        throw new Error(`Nothing was saved under the name '${name}': call snapshot('${name}') first.`)
    },
    changes,
    requests: () => journal.entries,
    addFaults: (...rules) => faults.addAll(rules),
    faults: () => faults.all,
    clearFaults: () => faults.clear(),
  }
}
