/** The emulator cannot start: an option is wrong, or the port cannot be had. The message is one sentence for a person. */
export class EmulatorStartError extends Error {
  override readonly name = 'EmulatorStartError'
}
