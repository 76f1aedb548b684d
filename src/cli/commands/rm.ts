import { Command } from 'commander'
import { hasMediaSet } from '../../transfer/parents.ts'
import { nothingElse, runOnEntity } from '../transfer/on-entity.ts'
import { printJson, printText } from '../transfer/print.ts'
import { addSessionOptions, type SessionFlags } from '../transfer/session.ts'
import { describe, pictureJson } from './list.ts'
import { MEDIA_SET } from './put.ts'

interface Flags extends SessionFlags {
  readonly json?: true
}

/** `bc-pictures rm`: removes one picture. */
export function rmCommand(): Command {
  const command = new Command('rm')
    .description('Remove one picture.')
    .argument('<entity>', 'PARENTS:NUMBER or PARENTS:ID, such as items:1896-S')
    .option('--json', 'print what was there before as JSON')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  bc-pictures get items:1896-S && bc-pictures rm items:1896-S`

async function run(text: string, flags: Flags): Promise<void> {
  await runOnEntity(text, flags, nothingElse, async ({ entity, picture, shown, signal, busy }) => {
    const before = await picture.info({ signal })
    busy.say('Removing')
    if (before.exists) await picture.delete({ signal, ...(before.etag ? { ifMatch: before.etag } : {}) })
    busy.done()
    if (flags.json) {
      const { parents, number, id } = entity
      printJson({ parents, number, id, before: pictureJson(before) })
      return 0
    }
    printText(before.exists ? `${shown}: removed ${describe(before)}` : `${shown} has no picture.`)
    if (before.exists && hasMediaSet(entity.parents)) console.error(MEDIA_SET)
    return 0
  })
}
