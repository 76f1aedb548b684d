import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { renameFile } from '../../replace-file.ts'
import { TransferFailure } from '../failures.ts'
import { readFacts } from '../files/file-facts.ts'
import { removeFile } from '../files/folder.ts'
import { type Converter, type ConvertOptions, isConverted } from '../images/convert.ts'
import { type ImageType, typeOf } from '../images/image-type.ts'
import { type KnownImage, knowImage } from '../images/judge.ts'
import type { SourceFile } from './source-files.ts'

/** A copy of a file as it is sent: what happens to the original meanwhile does not matter. */
export interface Prepared {
  /** Where the copy lies. */
  readonly file: string
  readonly size: number
  /** Of what is sent. */
  readonly hash: string
  readonly type: ImageType
  /** Of what is sent, to know it again where the server stores it anew. */
  readonly looks: KnownImage
  /** Of the original. */
  readonly sourceHash: string
}

/** Makes the copy, converted where that is asked for. @throws TransferFailure for a file that changes while it is read */
export async function prepare(
  source: SourceFile,
  target: string,
  converter: Converter | undefined,
  options: ConvertOptions,
): Promise<Prepared> {
  const original = await copy(source, target)
  if (!converter || !isConverted(original.type, options))
    return { ...original, looks: await knowImage(original), sourceHash: original.hash }
  const converted = `${target}.made`
  try {
    await converter(target, original.type, converted)
    await renameFile(converted, target)
  } finally {
    await removeFile(converted)
  }
  const facts = await readFacts(target)
  if (facts === undefined || facts === 'changed')
    throw new TransferFailure('file changed', 'The converted file is gone.', true)
  const type = options.format ?? original.type
  const made = { file: target, size: facts.size, hash: facts.hash, type }
  return { ...made, looks: await knowImage(made), sourceHash: original.hash }
}

async function copy(source: SourceFile, target: string) {
  const hash = createHash('sha256')
  const file = await open(target, 'w')
  let size = 0
  let head: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of await source.open()) {
      hash.update(piece)
      if (head.length < 512) head = Buffer.concat([head, piece.subarray(0, 512)])
      size += piece.length
      if (size > source.size) break
      await file.write(piece)
    }
  } finally {
    await file.close()
  }
  if (size !== source.size) {
    throw new TransferFailure('the file changed while it was read', 'The file changed while it was read.', true)
  }
  return { file: target, size, hash: hash.digest('hex'), type: typeOf(head) }
}

/** A hash of a file's bytes. */
export async function hashOf(source: SourceFile): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of await source.open()) hash.update(piece)
  return hash.digest('hex')
}
