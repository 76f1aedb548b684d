/* What examples get for `bc-pictures/emulator`: the same exports, but every emulator is the one of the page. */
import type { InProcessEmulator } from '../../../emulator/browser.ts'
import { sharedEmulator } from './shared-emulator.ts'

export * from '../../../emulator/browser.ts'

/** Returns the emulator of the page, so that what one example stores, the next one and the gallery see. */
export const createEmulator = (): Promise<InProcessEmulator> => sharedEmulator()
