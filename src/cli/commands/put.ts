import { access, constants, stat } from 'node:fs/promises'
import { Command } from 'commander'
import { uploadFrom } from '../../node/upload-from.ts'
import { looksOf } from '../../transfer/images/judge.ts'
import { hasMediaSet, TransferUsageError } from '../../transfer/parents.ts'
import { errorCode } from '../error-code.ts'
import { sayable } from '../secrets.ts'
import { runOnEntity } from '../transfer/on-entity.ts'
import { printJson, printText } from '../transfer/print.ts'
import { EXIT } from '../transfer/run-command.ts'
import { addSessionOptions, type SessionFlags } from '../transfer/session.ts'
import { describe, pictureJson } from './list.ts'

interface Flags extends SessionFlags {
  readonly anyFormat?: true
  readonly json?: true
}

/** `bc-pictures put`: uploads one picture, and says what was there before. */
export function putCommand(): Command {
  const command = new Command('put')
    .description('Upload one picture. It replaces the one that is there.')
    .argument('<entity>', 'PARENTS:NUMBER or PARENTS:ID, such as items:1896-S')
    .argument('<file>', 'a PNG, JPEG, GIF or BMP')
    .option('--any-format', 'send what Business Central does not show as well, such as WebP')
    .option('--json', 'print what was there before and after as JSON')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  bc-pictures put items:1896-S desk.png
  bc-pictures put itemVariants:1896-S/OAK oak.jpg`

async function run(text: string, file: string, flags: Flags): Promise<void> {
  const prepare = () => requireFile(file)
  await runOnEntity(text, flags, prepare, async ({ entity, picture, shown, signal, busy }) => {
    const before = await picture.info({ signal })
    busy.say('Uploading')
    await uploadFrom(picture, file, {
      ...{ signal, ifMatch: before.etag || '*', anyFormat: flags.anyFormat ?? false },
      onProgress: busy.progress,
    })
    const after = await picture.info({ signal })
    busy.done()
    const { size } = await looksOf(file)
    if (flags.json) {
      const told = { parents: entity.parents, number: entity.number, id: entity.id }
      printJson({ ...told, before: pictureJson(before), after: pictureJson(after) })
    } else {
      const what = before.exists ? `replaced ${describe(before)} by ${describe(after)}` : `added ${describe(after)}`
      printText(`${shown}: ${what}`)
      if (before.exists && hasMediaSet(entity.parents)) console.error(MEDIA_SET)
    }
    if (after.exists && (!size || after.width === size.width || after.width === size.height)) return 0
    console.error(
      sayable(`error: The server took the upload, and shows ${after.exists ? describe(after) : 'no picture'}.`),
    )
    return EXIT.failed
  })
}

/** Said once where an upload or a delete meets a set of images. */
export const MEDIA_SET =
  'Note: an item keeps a set of images. All of them were removed, not only the one that was shown.'

async function requireFile(path: string): Promise<void> {
  if (path.trim() === '') throw new TransferUsageError('The argument <file> is empty: name a PNG, JPEG, GIF or BMP.')
  try {
    // To open a pipe would wait for somebody to write to it.
    if (!(await stat(path)).isFile())
      throw new TransferUsageError(`${path} is not a file: name a PNG, JPEG, GIF or BMP.`)
    await access(path, constants.R_OK)
  } catch (cause) {
    if (cause instanceof TransferUsageError) throw cause
    throw new TransferUsageError(
      `${path} cannot be read (${errorCode(cause)}): name a file that is there and that you may read.`,
      { cause },
    )
  }
}
