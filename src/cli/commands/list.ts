import { Command } from 'commander'
import type { PictureInfo } from '../../client/index.ts'
import { explainList, listEntities } from '../../transfer/listing.ts'
import { readParentSet, TransferUsageError } from '../../transfer/parents.ts'
import { count, escapeText } from '../../transfer/text.ts'
import type { Listed } from '../../transfer/transfer-client.ts'
import { Busy } from '../transfer/busy.ts'
import { printJson, printText } from '../transfer/print.ts'
import { runCommand } from '../transfer/run-command.ts'
import { addSessionOptions, openSession, type SessionFlags } from '../transfer/session.ts'
import { table } from '../transfer/table.ts'

interface Flags extends SessionFlags {
  readonly filter?: string
  readonly withPicture?: true
  readonly withoutPicture?: true
  readonly json?: true
}

/** `bc-pictures list`: the entities of a set, with what the server tells about their pictures. */
export function listCommand(): Command {
  const command = new Command('list')
    .description('List entities and whether they have a picture.')
    .argument('<parents>', 'the entity set, such as items')
    .option('--filter <odata>', 'an OData condition, such as "startswith(number, \'18\')"')
    .option('--with-picture', 'only those with a picture')
    .option('--without-picture', 'only those without a picture')
    .option('--json', 'one line of JSON for each entity')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  bc-pictures list items --without-picture
  bc-pictures list customers --filter "number ge '20000'" --json`

async function run(name: string, flags: Flags): Promise<void> {
  await runCommand(async (signal) => {
    if (flags.withPicture && flags.withoutPicture) {
      throw new TransferUsageError('--with-picture and --without-picture leave nothing: use one of them.')
    }
    if (name.includes(','))
      throw new TransferUsageError(`list takes one entity set, not ${name}: call it once for each.`)
    const { client } = openSession(flags)
    const parents = readParentSet(name, client.apiVersion)
    const wanted = ({ picture }: Listed) =>
      !(flags.withPicture && !picture?.exists) && !(flags.withoutPicture && picture?.exists)
    const busy = new Busy('Reading the list')
    const rows: string[][] = []
    let all = 0
    let shown = 0
    const { filter } = flags
    try {
      for await (const entity of listEntities(client, parents, { filter, also: 'name', signal, expandPicture: true })) {
        all += 1
        busy.update(`Reading the list: ${count(all, 'entity', 'entities')}`)
        if (!wanted(entity)) continue
        shown += 1
        if (flags.json) printJson(toJson(entity))
        else
          rows.push([
            entity.number,
            describe(entity.picture),
            entity.modified.slice(0, 16).replace('T', ' '),
            entity.name ?? '',
          ])
      }
    } catch (error) {
      throw explainList(error, parents, filter)
    } finally {
      busy.done()
    }
    if (flags.json) return 0
    if (rows.length > 0) printText(table([['NUMBER', 'PICTURE', 'MODIFIED (UTC)', 'NAME'], ...rows]))
    console.error(
      `${shown === all ? count(all, 'entity', 'entities') : `${shown} of ${count(all, 'entity', 'entities')}`}`,
    )
    return 0
  })
}

/** What a list or `info` prints as JSON. */
export function toJson({ parents, id, number, name, modified, picture }: Listed) {
  return { parents, number, id, name, modified, ...(picture ? { picture: pictureJson(picture) } : {}) }
}

export const pictureJson = ({ exists, width, height, contentType, etag }: PictureInfo) =>
  exists ? { exists, width, height, contentType, etag } : { exists }

/** A picture in a few words. */
export function describe(picture: PictureInfo | undefined): string {
  if (!picture?.exists) return '–'
  const { width, height, contentType } = picture
  const type = escapeText(contentType.replace(/^image\//, '')) || 'unknown'
  return width > 0 ? `${type} ${width}×${height}` : `${type}, no size`
}
