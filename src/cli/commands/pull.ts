import { Command, InvalidArgumentError } from 'commander'
import { pull } from '../../transfer/index.ts'
import { openReport } from '../transfer/report.ts'
import { runCommand } from '../transfer/run-command.ts'
import { runTransfer } from '../transfer/run-transfer.ts'
import { addSessionOptions, openSession, type SessionFlags } from '../transfer/session.ts'

interface Flags extends SessionFlags {
  readonly filter?: string
  readonly full?: true
  readonly delete?: true
  readonly maxDelete?: string
  readonly force?: true
  readonly concurrency?: number
  readonly report?: string
  readonly json?: true
}

/** `bc-pictures pull`: brings pictures into a folder, all of them the first time, then what changed. */
export function pullCommand(): Command {
  const command = new Command('pull')
    .description('Download pictures into a folder: all of them the first time, then only what changed.')
    .argument('<parents>', 'entity sets, separated by commas, such as items,customers')
    .argument('<dir>', 'the folder; its state lies in DIR/.bc-pictures')
    .option('--filter <odata>', 'only entities with this OData condition')
    .option('--full', 'look at every picture, whatever the dates say')
    .option('--delete', 'move files of pictures that are gone to the trash')
    .option('--max-delete <n|n%>', 'the most that --delete may remove (default: 10%)')
    .option('--force', "replace files that were edited here by the server's pictures; they go to the trash")
    .option('--concurrency <n>', 'pictures at once (default: 5)', parseCount)
    .option('--report <file>', 'write every result as .csv, or what needs a look as .html')
    .option('--json', 'one line of JSON for each event, and a summary last')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  bc-pictures pull items ./pictures
  bc-pictures pull items,customers,itemVariants ./pictures --delete
  bc-pictures pull items ./pictures --full        looks at every picture; API v1.0 needs it now and then`

/** Reads a whole number of at least 1. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return Number(text)
}

async function run(parents: string, folder: string, flags: Flags): Promise<void> {
  const stopping = () => console.error('\nStopping. The same command goes on from here.')
  await runCommand(async (signal) => {
    const { client, meter } = openSession(flags)
    const { filter, full, delete: remove, maxDelete, force, concurrency } = flags
    const report = flags.report === undefined ? undefined : await openReport(flags.report, folder, `pull ${parents}`)
    return runTransfer({ meter, json: flags.json === true, report, concurrency }, (onEvent) =>
      pull(client, {
        ...{ folder, parents: parents.split(','), signal, onEvent },
        ...{ filter, full, delete: remove, maxDelete, force, concurrency },
      }),
    )
  }, stopping)
}
