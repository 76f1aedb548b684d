import { open } from 'node:fs/promises'

/**
 * Reads a file, and no more of it than a limit in bytes: a device or a pipe may have no end.
 * @returns undefined when it is longer
 * @throws the error of the file system when it cannot be read
 */
export async function readAtMost(file: string, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  await using handle = await open(file, 'r')
  for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
