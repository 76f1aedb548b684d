#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { packageRoot } from '../package-root.ts'
import { emulatorCommand } from './commands/emulator.ts'
import { verifyCommand } from './commands/verify.ts'

/** Exit code for wrong usage or configuration. */
const usageError = 2

/** The `bc-pictures` command with everything that can be called. */
function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string }
  const program = new Command('bc-pictures')
    .description('Pictures in Microsoft Dynamics 365 Business Central.')
    .version(version)
    .exitOverride()
  for (const command of [emulatorCommand(), verifyCommand()]) program.addCommand(command.copyInheritedSettings(program))
  return program
}

// Whoever reads only the beginning, such as `head`, has had enough: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  await createProgram().parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  // Commander ends with 1 for wrong usage; help and version are no errors.
  process.exitCode = error.exitCode === 0 ? 0 : usageError
}
