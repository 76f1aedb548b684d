export type { ApiVersion } from './model.ts'
export type { EmulatorOptions, SeedName } from './options.ts'
export { type Emulator, startEmulator } from './start.ts'
export { EmulatorStartError } from './start-error.ts'
