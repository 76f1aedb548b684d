import { open } from 'node:fs/promises'
import { VerifyUsageError } from '../../verify/problems.ts'
import { errorCode } from '../error-code.ts'

/**
 * Reads a saved `$metadata` document, and no more of it than a limit in bytes: a file may have no end.
 * @throws VerifyUsageError when it cannot be read, or is longer
 */
export async function readDocument(file: string, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    await using handle = await open(file, 'r')
    for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > limit) break
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new VerifyUsageError(
      `${file} cannot be read (${errorCode(cause)}): name a saved $metadata document with --metadata-only.`,
      { cause },
    )
  }
  if (length > limit) {
    const megabytes = Math.round(limit / 1024 / 1024)
    throw new VerifyUsageError(`${file} has more than ${megabytes} MB: allow more with --max-response.`)
  }
  return Buffer.concat(chunks).toString('utf8')
}
