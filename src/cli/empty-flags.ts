import type { Command } from 'commander'

/**
 * Ends a command that was given a flag without a value, as in `--filter ''`. The usual cause is a variable of the shell that
 * is not set, and a command that passed over the flag would do more than it was asked for.
 */
export function refuseEmptyFlags(command: Command): void {
  for (const option of command.options) {
    const values = [command.getOptionValue(option.attributeName())].flat()
    if (values.some((value) => typeof value === 'string' && value.trim() === '')) {
      const remedy = option.mandatory ? 'give it a value' : 'give it a value, or leave it out'
      command.error(`error: option '${option.flags}' is empty: ${remedy}. Is a variable not set?`)
    }
  }
}
