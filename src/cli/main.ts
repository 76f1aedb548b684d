#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { packageRoot } from '../package-root.ts'
import { emulatorCommand } from './commands/emulator.ts'
import { generateCommand } from './commands/generate.ts'
import { getCommand } from './commands/get.ts'
import { infoCommand } from './commands/info.ts'
import { listCommand } from './commands/list.ts'
import { pullCommand } from './commands/pull.ts'
import { putCommand } from './commands/put.ts'
import { rmCommand } from './commands/rm.ts'
import { verifyCommand } from './commands/verify.ts'
import { guardOutput } from './output.ts'

/** Exit code for wrong usage or configuration. */
const usageError = 2

/** The `bc-pictures` command with everything that can be called. */
function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string }
  const program = new Command('bc-pictures')
    .description('Pictures in Microsoft Dynamics 365 Business Central.')
    .version(version)
    .exitOverride()
  const commands = [
    ...[listCommand(), infoCommand(), getCommand(), putCommand(), rmCommand(), pullCommand()],
    ...[emulatorCommand(), verifyCommand(), generateCommand()],
  ]
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program))
  return program
}

guardOutput()

try {
  await createProgram().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander ends with 1 for wrong usage; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : usageError
  } else {
    console.error(`error: ${unexpected(error)}`)
    process.exitCode = 1
  }
}

/** One sentence for what nobody foresaw; the stack is for those who look for the fault. */
function unexpected(error: unknown): string {
  if (process.env.BC_PICTURES_STACK) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const message = error instanceof Error ? error.message : String(error)
  return `Something went wrong that should not have (${message.split('\n')[0]}). BC_PICTURES_STACK=1 shows where.`
}
