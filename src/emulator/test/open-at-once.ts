import { workerData } from 'node:worker_threads'
import { EmulatorStartError } from '../start-error.ts'
import { openDataStore } from '../storage/data-folder.ts'

/** Opens a data folder at the moment at which every other thread does, and counts in `gate`: arrived, opened, told that it is in use, failed otherwise. */
const { folder, gate, threads } = workerData as { folder: string; gate: Int32Array; threads: number }
Atomics.add(gate, 0, 1)
// Waiting for a notification would let one after the other go on.
while (Atomics.load(gate, 0) < threads);
try {
  const store = openDataStore(folder)
  Atomics.add(gate, 1, 1)
  // It stays open until everybody has tried.
  while (gate.subarray(1, 4).reduce((sum, one) => sum + one) < threads) Atomics.wait(gate, 4, 0, 5)
  await store.close()
} catch (error) {
  const inUse = error instanceof EmulatorStartError && error.message.includes('is in use by another emulator')
  Atomics.add(gate, inUse ? 2 : 3, 1)
  if (!inUse) console.error(error)
}
