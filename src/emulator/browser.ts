/*
 * The entry for browsers and every other runtime that is not Node: nothing that can be reached from here imports from
 * `node:`. It has the same exports as index.ts.
 */
import { createOn, type InProcessEmulator } from './create.ts'
import type { EmulatorOptions, InProcessOptions } from './options.ts'
import { browserPlatform } from './platform/browser.ts'
import { EmulatorStartError } from './start-error.ts'

export * from './exports.ts'

/** Makes an emulator that opens no port: see the same function for Node. Seeds, pictures and data cannot be files. */
export function createEmulator(options?: InProcessOptions): Promise<InProcessEmulator> {
  return createOn(browserPlatform, options)
}

/** Always rejects: only Node can listen on a port. */
export async function startEmulator(_options?: EmulatorOptions): Promise<never> {
  throw new EmulatorStartError('startEmulator needs Node, as it listens on a port: use createEmulator and its fetch.')
}
