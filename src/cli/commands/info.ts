import { Command } from 'commander'
import { nothingElse, runOnEntity } from '../transfer/on-entity.ts'
import { printJson, printText } from '../transfer/print.ts'
import { addSessionOptions, type SessionFlags } from '../transfer/session.ts'
import { table } from '../transfer/table.ts'
import { describe, toJson } from './list.ts'

interface Flags extends SessionFlags {
  readonly json?: true
}

/** `bc-pictures info`: what the server tells about one picture. */
export function infoCommand(): Command {
  const command = new Command('info')
    .description('Show what the server knows about one picture.')
    .argument('<entity>', 'PARENTS:NUMBER or PARENTS:ID, such as items:1896-S or itemVariants:1896-S/OAK')
    .option('--json', 'print JSON')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  bc-pictures info items:1896-S
  bc-pictures info contacts:CT000001 --json`

async function run(text: string, flags: Flags): Promise<void> {
  await runOnEntity(text, flags, nothingElse, async ({ entity, picture: handle, shown, signal, busy }) => {
    const picture = await handle.info({ signal })
    busy.done()
    if (flags.json) {
      printJson(toJson({ ...entity, picture }), 2)
      return 0
    }
    const rows = [
      ['entity', shown],
      ['name', entity.name ?? ''],
      ['id', entity.id],
      ['modified', `${entity.modified} (the entity, not the picture)`],
      ['picture', picture.exists ? describe(picture) : 'none'],
      ...(picture.exists ? [['etag', picture.etag]] : []),
    ]
    printText(table(rows))
    return 0
  })
}
