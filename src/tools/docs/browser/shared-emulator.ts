import { createEmulator, type InProcessEmulator } from '../../../emulator/browser.ts'

let emulator: Promise<InProcessEmulator> | undefined

/** The one emulator of the page: examples share it, and the gallery shows it. */
export function sharedEmulator(): Promise<InProcessEmulator> {
  emulator ??= createEmulator()
  return emulator
}
