import { createOn, type InProcessEmulator } from './create.ts'
import type { InProcessOptions } from './options.ts'
import { nodePlatform } from './platform/node.ts'

export * from './exports.ts'
export { type Emulator, startEmulator } from './start.ts'

/**
 * Makes an emulator of Business Central's picture API that opens no port: call its `fetch` instead of the global one.
 * @throws EmulatorStartError when an option is wrong, or the data folder or seed cannot be used
 * @example
 * const { fetch, baseUrls } = await createEmulator({ seed: 'demo' })
 * const bc = createPictureClient({ baseUrl: baseUrls['v2.0'], auth: 'any', fetch })
 */
export function createEmulator(options?: InProcessOptions): Promise<InProcessEmulator> {
  return createOn(nodePlatform, options)
}
