import { Command, InvalidArgumentError, Option } from 'commander'
import { oneLine } from '../../harmless.ts'
import type { CheckResult, EntityName, Report, Reporter, ReporterName } from '../../verify/index.ts'
import { ServerUnreachableError, VerifyUsageError } from '../../verify/problems.ts'
import { REPORTERS } from '../../verify/reporters/reporter.ts'
import {
  addConnectionOptions,
  authorizationOf,
  ConnectionError,
  type ConnectionFlags,
  chooseApiVersion,
  resolveConnection,
} from '../connection.ts'
import { errorCode } from '../error-code.ts'
import { outputProblem } from '../output.ts'
import { sayable, secretsOf } from '../secrets.ts'
import { type StopSignals, stopOnSignals } from '../stop-signals.ts'
import { inCommandTerms } from '../terms.ts'
import { readDocument } from './verify-document.ts'
import { prepareObservations, writeObservations } from './verify-observations.ts'

/** Verify is loaded when it is called: the other commands need not wait for it, nor for what only Node has. */
const loadVerify = () => import('../../verify/index.ts')

const MEGABYTE = 1024 * 1024

/** Exit codes; interfaces of the command line promise them. */
const EXIT = { violated: 1, usage: 2, unreachable: 3, interrupted: 130 } as const

interface Flags extends ConnectionFlags {
  readonly write?: true
  readonly entity?: readonly EntityName[]
  readonly parents?: readonly string[]
  readonly only?: readonly string[]
  readonly yes?: true
  readonly list?: true
  readonly reporter?: ReporterName
  readonly json?: true
  readonly out?: string
  readonly saveTo?: string
  readonly timeout: number
  readonly maxResponse: number
  readonly metadataOnly?: string
}

/**
 * `bc-pictures verify`: checks a server against the contract. Exits with 1 when the contract is violated or a picture could
 * not be put back, 2 for wrong usage, 3 when the server cannot be reached or rejects the credentials, 130 when interrupted.
 */
export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('Check a server against the contract. Only reads, unless you pass --write.')
    .option('--write', 'also upload and delete, only on the entities that you name; their pictures are put back')
    .option('--entity <parents:number>', 'an entity to write to, such as items:1896-S; repeatable', collectEntity)
    .option('--parents <list>', 'entity sets to check, separated by commas (default: all)', splitList)
    .option('--only <check>', 'run only this check; repeatable', collectCheck)
    .option('--yes', 'accept that --write cannot put some pictures back without loss, such as a JPEG')
    .option('--list', 'list the checks and exit')
    .addOption(new Option('--reporter <form>', 'format of the report').choices(REPORTERS).default('spec'))
    .option('--json', 'the same as --reporter json')
    .option('--out <file>', 'write a JSON file with what the server does where the documentation is unclear')
    .option(
      '--save-to <folder>',
      'folder for copies of the original pictures during --write (default: .bc-pictures-verify)',
    )
    .option('--timeout <seconds>', 'how long to wait for a response', parseSeconds, 60)
    .option('--max-response <megabytes>', 'how much JSON, XML or text one response may have', parseMegabytes, 16)
    .option('--metadata-only <file>', 'check a saved $metadata document, without contacting a server')
  return addConnectionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  BC_TOKEN=any-token bc-pictures verify --base-url http://127.0.0.1:7048/BC/api/v2.0     # the emulator
  bc-pictures verify --tenant contoso.com --environment sandbox --company "CRONUS International Ltd."
  bc-pictures verify --base-url … --write --entity items:1896-S --entity customers:10000
  bc-pictures verify --metadata-only metadata.xml --api-version v1.0

Exit codes: 0 passed, 1 contract violated, 2 wrong usage, 3 server unreachable or credentials rejected, 130 interrupted.
All checks: bc-pictures verify --list. Everything about verify: docs/verify.md in the package.`

async function run(flags: Flags): Promise<void> {
  try {
    if (flags.list) {
      const { checkList } = await import('./verify-list.ts')
      return console.log(checkList(flags.json === true || flags.reporter === 'json'))
    }
    process.exitCode = await runVerify(flags)
  } catch (error) {
    const code = exitCodeOf(error)
    if (code === undefined) throw error
    console.error(sayable(`error: ${inCommandTerms((error as Error).message)}`))
    process.exitCode = code
  }
}

async function runVerify(flags: Flags): Promise<number> {
  if (flags.out) await prepareObservations(flags.out)
  const stop = stopOnSignals(say)
  try {
    const { createReporter, isViolated } = await loadVerify()
    const name = flags.json ? 'json' : (flags.reporter ?? 'spec')
    const reporter = createReporter(name, (text) => void process.stdout.write(text))
    const report = await makeReport(flags, reporter, stop, name === 'spec' ? undefined : progress())
    // Every picture is back, or named with its copy: from here on only words can be lost.
    const written = await allWritten([
      ['The report', () => reporter.end(report)],
      ...(flags.out ? [[flags.out, () => writeObservations(flags.out ?? '', report)] as const] : []),
    ])
    if (report.ended && outputProblem() === undefined) say(`error: ${report.ended.message}`)
    const uncaught = stop.uncaught()
    if (uncaught !== undefined) throw uncaught
    return written && outputProblem() === undefined ? codeOf(report, isViolated(report)) : EXIT.violated
  } finally {
    stop.done()
    clearLine()
  }
}

/** Writes one part after the other, even if one fails, and prints what could not be written. */
async function allWritten(parts: readonly (readonly [name: string, write: () => Promise<void>])[]): Promise<boolean> {
  let all = true
  for (const [name, write] of parts) {
    try {
      await write()
    } catch (error) {
      all = false
      say(`error: ${name} cannot be written (${errorCode(error)}).`)
    }
  }
  return all
}

async function makeReport(
  flags: Flags,
  reporter: Reporter,
  { signal, giveUp }: StopSignals,
  showProgress: ((result: CheckResult) => void) | undefined,
): Promise<Report> {
  const { verify, verifyMetadata } = await loadVerify()
  if (flags.metadataOnly !== undefined) {
    requireNoServer(flags)
    const report = verifyMetadata(
      await readDocument(flags.metadataOnly, Math.ceil(flags.maxResponse * MEGABYTE)),
      flags.metadataOnly,
      chooseApiVersion(flags) ?? 'v2.0',
    )
    for (const result of report.results) reporter.result(result)
    return report
  }
  const connection = resolveConnection(flags)
  const { baseUrl, apiVersion, company } = connection
  return verify({
    target: { baseUrl, apiVersion, company, authorization: authorizationOf(connection), secrets: secretsOf() },
    write: flags.write ?? false,
    entities: flags.entity ?? [],
    ...(flags.parents ? { parents: flags.parents } : {}),
    ...(flags.only ? { only: flags.only } : {}),
    ...(flags.saveTo ? { saveTo: flags.saveTo } : {}),
    timeoutMs: flags.timeout * 1000,
    maxResponseBytes: Math.ceil(flags.maxResponse * MEGABYTE),
    signal,
    giveUp,
    onNote: say,
    acceptLoss: () => flags.yes === true || askToGoOn(signal),
    onResult: (result) => {
      reporter.result(result)
      showProgress?.(result)
    },
  })
}

/** Flags that ask for requests, where none is sent. @throws VerifyUsageError */
function requireNoServer({ write, entity, only, parents }: Flags): void {
  const asked = Object.entries({ write, entity, only, parents }).find(([, value]) => value !== undefined)
  if (!asked) return
  throw new VerifyUsageError(`--${asked[0]} needs a server, and --metadata-only contacts none: leave one of them out.`)
}

function codeOf(report: Report, violated: boolean): number {
  if (report.ended?.by === 'interrupt') return EXIT.interrupted
  if (violated || report.notRestored.length > 0) return EXIT.violated
  return report.ended ? EXIT.unreachable : 0
}

function exitCodeOf(error: unknown): number | undefined {
  if (error instanceof VerifyUsageError || error instanceof ConnectionError) return EXIT.usage
  return error instanceof ServerUnreachableError ? EXIT.unreachable : undefined
}

/** Asks whether to go on, where somebody can answer; the notes before it say what may be lost. */
async function askToGoOn(signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  const { createInterface } = await import('node:readline/promises')
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  // While it asks, readline takes Ctrl-C.
  asking.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return /^y(es)?$/i.test((await asking.question('Write to it all the same? [y/N] ', { signal })).trim())
  } catch {
    return false
  } finally {
    asking.close()
  }
}

/** Shows the progress in one line of a terminal, for reports that do not show it themselves. */
function progress(): ((result: CheckResult) => void) | undefined {
  if (!process.stderr.isTTY) return undefined
  let done = 0
  return ({ id, on }) => {
    done += 1
    process.stderr.write(`\r\x1b[K${oneLine(`${done} checks done: ${id}${on ? ` of ${on}` : ''}`)}`)
  }
}

/** Writes a message to stderr, in place of the line of progress where there is one. */
function say(message: string): void {
  clearLine()
  console.error(sayable(message))
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
}

function collectEntity(text: string, earlier: readonly EntityName[] = []): EntityName[] {
  const [parent = '', key = ''] = text.split(/:(.*)/s)
  if (parent === '' || key === '') {
    throw new InvalidArgumentError('It must be PARENTS:NUMBER or PARENTS:ID, such as items:1896-S.')
  }
  return [...earlier, { parent, key }]
}

function collectCheck(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, ...splitList(text)]
}

function splitList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('')) throw new InvalidArgumentError('It must be a list of names, separated by commas.')
  return names
}

function parseMegabytes(text: string): number {
  const megabytes = Number(text)
  if (!(megabytes > 0 && megabytes <= 500)) {
    throw new InvalidArgumentError('It must be a number of megabytes, more than 0 and up to 500.')
  }
  return megabytes
}

function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0 && seconds <= 3600))
    throw new InvalidArgumentError('It must be a number of seconds, more than 0 and up to 3600.')
  return seconds
}
