#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { packageRoot } from '../package-root.ts'
import { refuseEmptyFlags } from './empty-flags.ts'
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

/** Every command, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  list: async () => (await import('./commands/list.ts')).listCommand(),
  info: async () => (await import('./commands/info.ts')).infoCommand(),
  get: async () => (await import('./commands/get.ts')).getCommand(),
  put: async () => (await import('./commands/put.ts')).putCommand(),
  rm: async () => (await import('./commands/rm.ts')).rmCommand(),
  pull: async () => (await import('./commands/pull.ts')).pullCommand(),
  push: async () => (await import('./commands/push.ts')).pushCommand(),
  login: async () => (await import('./commands/login.ts')).loginCommand(),
  emulator: async () => (await import('./commands/emulator.ts')).emulatorCommand(),
  verify: async () => (await import('./commands/verify.ts')).verifyCommand(),
  generate: async () => (await import('./commands/generate.ts')).generateCommand(),
}

/**
 * The `bc-pictures` command. When a command is named, only that one is loaded: all together take longer than most of them
 * need for their work.
 */
async function createProgram([named = '']: readonly string[]): Promise<Command> {
  const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot()), 'utf8')) as { version: string }
  const program = new Command('bc-pictures')
    .description(
      'Pictures in Microsoft Dynamics 365 Business Central: commands to read and write them, an emulator to test against, and checks for any server.',
    )
    .version(version)
    .exitOverride()
    .addHelpText('after', EXAMPLES)
  const names = Object.hasOwn(COMMANDS, named) ? [named] : Object.keys(COMMANDS)
  const commands = await Promise.all(names.map((name) => COMMANDS[name]?.()))
  for (const command of commands) if (command) program.addCommand(command.copyInheritedSettings(program))
  program.hook('preAction', (_, command) => refuseEmptyFlags(command))
  return program
}

guardOutput()

try {
  await (await createProgram(process.argv.slice(2))).parseAsync()
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
