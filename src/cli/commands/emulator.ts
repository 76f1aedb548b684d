import { once } from 'node:events'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Emulator, EmulatorStartError, startEmulator } from '../../emulator/index.ts'
import { authModes, type EmulatorOptions, seedNames } from '../../emulator/options.ts'

/** The port on which an on-premises Business Central serves its API. */
const defaultPort = 7048

type Flags = Required<Pick<EmulatorOptions, 'port' | 'host' | 'seed' | 'auth'>> & {
  token?: string
  data?: string
  json?: true
}

/**
 * `bc-pictures emulator`: runs the emulator until SIGINT or SIGTERM, then exits with 0. Exits with 2 when it cannot
 * start.
 */
export function emulatorCommand(): Command {
  return new Command('emulator')
    .description('Run an emulator of the picture endpoints of Business Central.')
    .option('--port <n>', 'port to listen on; 0 takes a free one', parsePort, defaultPort)
    .option('--host <h>', 'address to listen on', '127.0.0.1')
    .option('--data <dir>', 'folder that keeps everything (default: in memory)')
    .addOption(new Option('--seed <seed>', 'what the company holds').choices(seedNames).default('demo'))
    .addOption(new Option('--auth <mode>', 'how callers sign in').choices(authModes).default('bearer'))
    .option('--token <t>', 'accept only this bearer token (default: any that is not empty)')
    .option('--json', 'print one line of JSON with the URLs once it is ready')
    .addHelpText('after', examples)
    .action(run)
}

const examples = `
Examples:
  bc-pictures emulator
  bc-pictures emulator --port 0 --json
  bc-pictures emulator --auth none --seed empty`

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return port
}

async function run({ json, ...options }: Flags, command: Command): Promise<void> {
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const emulator = await startOrFail(options, command)
  console.log(json ? readyLine(emulator) : banner(emulator, options))
  await stopped
  await emulator.close()
}

async function startOrFail(options: EmulatorOptions, command: Command): Promise<Emulator> {
  try {
    return await startEmulator(options)
  } catch (error) {
    if (error instanceof EmulatorStartError) command.error(`error: ${error.message}`)
    throw error
  }
}

function readyLine({ url, gallery, companyId, companyName, baseUrls }: Emulator): string {
  return JSON.stringify({ url, gallery, companyId, companyName, baseUrls })
}

function banner({ gallery, companyId, companyName, baseUrls }: Emulator, { auth, token }: EmulatorOptions): string {
  const credentials = { none: '', basic: ` -u user:key`, bearer: ` -H "Authorization: Bearer ${token ? '…' : 'any'}"` }
  return `Business Central picture emulator, company "${companyName}" (${companyId})

  v2.0     ${baseUrls['v2.0']}
  v1.0     ${baseUrls['v1.0']}
  beta     ${baseUrls.beta}
  company  ${gallery}

Try it:
  curl${credentials[auth ?? 'bearer']} "${baseUrls['v2.0']}/items?\\$expand=picture"

Ctrl-C stops it.`
}
