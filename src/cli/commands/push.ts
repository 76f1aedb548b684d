import { Command, InvalidArgumentError, Option } from 'commander'
import { jsonText } from '../../harmless.ts'
import { type ImageType, type PushPlan, push, TransferUsageError, undo } from '../../transfer/index.ts'
import { sourcePlace } from '../../transfer/push/source-place.ts'
import { toldWithoutSecrets } from '../secrets.ts'
import { planText } from '../transfer/plan-text.ts'
import { openReport } from '../transfer/report.ts'
import { runCommand } from '../transfer/run-command.ts'
import { runTransfer } from '../transfer/run-transfer.ts'
import { addSessionOptions, openSession, type SessionFlags } from '../transfer/session.ts'
import { planInTerms } from '../transfer/told-in-terms.ts'
import { parseCount } from './pull.ts'

interface Flags extends SessionFlags {
  readonly parents?: string
  readonly dryRun?: true
  readonly force?: true
  readonly verify: boolean
  readonly limit?: number
  readonly onlyFailed?: true
  readonly map?: string
  readonly by?: 'number' | 'gtin'
  readonly maxSize?: number
  readonly require?: readonly ImageType[]
  readonly anyFormat?: true
  readonly fit?: number
  readonly format?: 'jpeg' | 'png'
  readonly quality?: number
  readonly undo?: string
  readonly concurrency?: number
  readonly report?: string
  readonly json?: true
}

/** `bc-pictures push`: sends the pictures of a folder or a ZIP to the entities that they are named after. */
export function pushCommand(): Command {
  const command = new Command('push')
    .description('Upload the pictures of a folder or a ZIP. Each goes to the entity that it is named after.')
    .argument('<dir|zip>', 'files are named NUMBER.ext; variants lie in folders, ITEM/CODE.ext')
    .option('--parents <sets>', 'entity sets, separated by commas (default: as pulled, else items)')
    .option('--dry-run', 'print the plan, and send nothing')
    .option('--force', 'replace what somebody else changed and what cannot be told; copies are kept')
    .option('--no-verify', 'do not read pictures back')
    .option('--limit <n>', 'send so many files at most', parseCount)
    .option('--only-failed', 'send only what the push before could not')
    .option('--map <csv>', 'a CSV file with the columns file and number, for files that are named otherwise')
    .addOption(
      new Option('--by <property>', 'what the files are named after').choices(['number', 'gtin']).default('number'),
    )
    .option('--max-size <size>', 'leave larger files alone, such as 5MB (default: 350MB)', parseSize)
    .option('--require <formats>', 'send only these formats, such as png,jpeg', parseFormats)
    .option('--any-format', 'send what Business Central does not show as well, such as WebP')
    .option('--fit <pixels>', 'scale down to this longest side; needs the package sharp', parseCount)
    .addOption(new Option('--format <format>', 'convert; needs the package sharp').choices(['jpeg', 'png']))
    .option('--quality <n>', 'of a JPEG, 1 to 100 (default: 85)', parseCount)
    .option('--undo <run>', 'put back what a run replaced, and remove what it added; "last" is the latest')
    .option('--concurrency <n>', 'files at once (default: 5)', parseCount)
    .option('--report <file>', 'write every result as .csv, or what needs a look as .html')
    .option('--json', 'one line of JSON for each event, the plan included, and a summary last')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  bc-pictures push ./photos --dry-run
  bc-pictures push ./photos --fit 1600 --format jpeg --limit 10
  bc-pictures push photos.zip --by gtin
  bc-pictures push ./photos --undo last`

async function run(from: string, flags: Flags): Promise<void> {
  const stopping = () => console.error('\nStopping. The same command goes on from here.')
  await runCommand(async (signal) => {
    const { client, meter } = openSession(flags)
    const { force, concurrency, json = false } = flags
    const { home } = sourcePlace(from)
    const report = flags.report === undefined ? undefined : await openReport(flags.report, home, `push ${from}`)
    const showing = { meter, json, report, concurrency }
    if (flags.undo !== undefined) {
      requireAlone(flags)
      const given = { folder: home, run: flags.undo, force, concurrency, signal }
      return runTransfer(showing, (onEvent) => undo(client, { ...given, onEvent }))
    }
    const { dryRun, verify, limit, onlyFailed, map, by, maxSize, anyFormat, fit, format, quality } = flags
    const onPlan = (plan: PushPlan) => showPlan(toldWithoutSecrets(planInTerms(plan)), json, dryRun === true)
    return runTransfer(showing, (onEvent) =>
      push(client, {
        ...{ from, parents: flags.parents?.split(','), require: flags.require, signal, onEvent, onPlan },
        ...{ dryRun, force, verify, limit, onlyFailed, map, by, maxSize, anyFormat, fit, format, quality, concurrency },
      }),
    )
  }, stopping)
}

function showPlan(plan: PushPlan, json: boolean, dryRun: boolean): void {
  if (json) return void process.stdout.write(`${jsonText(JSON.stringify({ type: 'plan', ...plan }))}\n`)
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  const text = planText(plan, dryRun)
  if (dryRun) console.log(text)
  else console.error(text)
}

/** Flags of a push that an undo would pass over, such as --dry-run. */
function requireAlone({ undo: _, force, concurrency, report, json, by, verify, ...others }: Flags): void {
  const { baseUrl, tenant, environment, apiVersion, company, allowHttp, credentials, ...push } = others
  const [first] = [...Object.keys(push), ...(by === 'gtin' ? ['by'] : []), ...(verify ? [] : ['verify'])]
  if (first === undefined) return
  throw new TransferUsageError(`The option ${first} does not go with the option run: leave it out.`)
}

function parseSize(text: string): number {
  const [, digits, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kMG]?)i?B?$/i.exec(text.trim()) ?? []
  const power = ['', 'K', 'M', 'G'].indexOf(unit.toUpperCase())
  const size = Math.floor(Number(digits) * 1024 ** power)
  if (digits === undefined || size < 1) throw new InvalidArgumentError('It must be a size such as 500kB or 5MB.')
  return size
}

function parseFormats(text: string): ImageType[] {
  const known = ['png', 'jpeg', 'gif', 'bmp'] as const
  return text.split(',').map((name) => {
    const wanted = name.trim().toLowerCase().replace(/^jpg$/, 'jpeg')
    const found = known.find((one) => one === wanted)
    if (!found) throw new InvalidArgumentError(`"${name}" is none of ${known.join(', ')}.`)
    return found
  })
}
