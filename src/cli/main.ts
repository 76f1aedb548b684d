#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { packageRoot } from '../package-root.ts'
import { emulatorCommand } from './commands/emulator.ts'
import { generateCommand } from './commands/generate.ts'
import { getCommand } from './commands/get.ts'
import { infoCommand } from './commands/info.ts'
import { listCommand } from './commands/list.ts'
import { loginCommand } from './commands/login.ts'
import { pullCommand } from './commands/pull.ts'
import { pushCommand } from './commands/push.ts'
import { putCommand } from './commands/put.ts'
import { rmCommand } from './commands/rm.ts'
import { verifyCommand } from './commands/verify.ts'
import { guardOutput } from './output.ts'
import { sayable } from './secrets.ts'

/** Exit code for wrong usage or configuration. */
const usageError = 2

const EXAMPLES = `
Examples:
  bc-pictures emulator                        # in a terminal of its own
  export BC_BASE_URL=http://127.0.0.1:7048/BC/api/v2.0 BC_TOKEN=any-token
  bc-pictures list items
  bc-pictures get items:1896-S -o desk.png    # download a picture
  bc-pictures put items:1896-S desk.png       # upload one
  bc-pictures pull items ./pictures           # download all, and later only what changed
  bc-pictures verify                          # check the server

Next: open http://127.0.0.1:7048/_emulator/ while the emulator runs, and see \`bc-pictures <command> --help\`.
The guides are in the package: README.md and docs/.`

/** The `bc-pictures` command with everything that can be called. */
function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string }
  const program = new Command('bc-pictures')
    .description(
      'Pictures in Microsoft Dynamics 365 Business Central: commands to read and write them, an emulator to test against, and checks for any server.',
    )
    .version(version)
    .exitOverride()
    .addHelpText('after', EXAMPLES)
  const commands = [
    ...[
      listCommand(),
      infoCommand(),
      getCommand(),
      putCommand(),
      rmCommand(),
      pullCommand(),
      pushCommand(),
      loginCommand(),
    ],
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
    console.error(sayable(`error: ${unexpected(error)}`))
    process.exitCode = 1
  }
}

/** One sentence for an error that nobody foresaw; the stack trace is for developers. */
function unexpected(error: unknown): string {
  if (process.env.BC_PICTURES_STACK) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  const message = error instanceof Error ? error.message : String(error)
  return `Unexpected error: ${message.split('\n')[0]}. Set BC_PICTURES_STACK=1 to see where.`
}
