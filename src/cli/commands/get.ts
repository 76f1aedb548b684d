import { lstat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Writable } from 'node:stream'
import { Command } from 'commander'
import { type FileTarget, findTarget } from '../../file-target.ts'
import { putInPlace, withTemporary } from '../../replace-file.ts'
import { encodeName } from '../../transfer/file-names.ts'
import { absent } from '../../transfer/files/file-facts.ts'
import { receive } from '../../transfer/files/receive.ts'
import { EXTENSIONS } from '../../transfer/images/image-type.ts'
import { TransferUsageError } from '../../transfer/parents.ts'
import { bytes, escapeText } from '../../transfer/text.ts'
import { sayable } from '../secrets.ts'
import { runOnEntity } from '../transfer/on-entity.ts'
import { printJson, printText } from '../transfer/print.ts'
import { EXIT } from '../transfer/run-command.ts'
import { addSessionOptions, type SessionFlags } from '../transfer/session.ts'

interface Flags extends SessionFlags {
  readonly output?: string
  readonly force?: true
  readonly json?: true
}

/** `bc-pictures get`: downloads one picture. */
export function getCommand(): Command {
  const command = new Command('get')
    .description('Download one picture.')
    .argument('<entity>', 'PARENTS:NUMBER or PARENTS:ID, such as items:1896-S')
    .option('-o, --output <file>', 'where to; - is stdout (default: the number, with the extension of its bytes)')
    .option('--force', 'replace a file that has the default name')
    .option('--json', 'print what was written as JSON')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  bc-pictures get items:1896-S
  bc-pictures get items:1896-S -o desk.png
  bc-pictures get items:1896-S -o - | identify -`

async function run(text: string, flags: Flags): Promise<void> {
  const prepare = () => targetOf(flags)
  await runOnEntity(text, flags, prepare, async ({ entity, picture, shown, signal, busy }, target) => {
    busy.say('Downloading')
    const content = await picture.download({ signal, onProgress: busy.progress })
    if (!content) {
      busy.done()
      console.error(sayable(`error: ${shown} has no picture.`))
      return EXIT.failed
    }
    if (flags.output === '-') {
      await content.body.pipeTo(Writable.toWeb(process.stdout) as WritableStream<Uint8Array>, { preventClose: true })
      return 0
    }
    const written = await write(content, entity.number, target, flags.force)
    busy.done()
    if (flags.json) printJson({ parents: entity.parents, number: entity.number, ...written })
    else printText(`${shown} → ${escapeText(written.path)} (${written.type}, ${bytes(written.size)})`)
    return 0
  })
}

/** @throws TransferUsageError when the file that -o names cannot be written: a folder, a device, a missing folder */
async function targetOf({ output, json }: Flags): Promise<FileTarget | undefined> {
  if (output === '-' && json)
    throw new TransferUsageError('--json and -o - both write to standard output: use one of them.')
  if (output === undefined || output === '-') return undefined
  try {
    return await findTarget(resolve(output))
  } catch (cause) {
    throw new TransferUsageError(`-o: ${(cause as Error).message} Or use - for standard output.`, { cause })
  }
}

/** The file appears whole or not at all. Without -o, its name depends on its bytes. */
function write(
  content: Parameters<typeof receive>[0],
  number: string,
  named: FileTarget | undefined,
  force: true | undefined,
) {
  const folder = named ? dirname(named.path) : process.cwd()
  return withTemporary(folder, async (temporary) => {
    const { type, size, hash } = await receive(content, temporary, { mode: named?.mode })
    const target = named ?? {
      path: join(folder, `${encodeName(number) ?? 'picture'}.${EXTENSIONS[type]}`),
      mode: undefined,
    }
    if (!named && !force && (await lstat(target.path).catch(absent))) {
      throw new TransferUsageError(`${basename(target.path)} is there already: use --force, or -o with another name.`)
    }
    await putInPlace(temporary, target)
    return { path: named ? named.path : basename(target.path), type, size, sha256: hash }
  })
}
