import { workerData } from 'node:worker_threads'
import { EmulatorStartError } from '../start-error.ts'
import { openDataStore } from '../storage/data-folder.ts'

/** Opens a data folder at the moment at which every other thread does, and counts in `gate`: arrived, opened, refused. */
const { folder, gate, threads } = workerData as { folder: string; gate: Int32Array; threads: number }
Atomics.add(gate, 0, 1)
// Waiting for a notification would let one after the other go on.
while (Atomics.load(gate, 0) < threads);
try {
  const store = openDataStore(folder)
  Atomics.add(gate, 1, 1)
  // It stays open until everybody has tried.
  while (Atomics.load(gate, 1) + Atomics.load(gate, 2) < threads) Atomics.wait(gate, 3, 0, 5)
  await store.close()
} catch (error) {
  Atomics.add(gate, 2, 1)
  if (!(error instanceof EmulatorStartError)) throw error
}
