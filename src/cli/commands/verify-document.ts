import { readAtMost } from '../../read-at-most.ts'
import { VerifyUsageError } from '../../verify/problems.ts'
import { errorCode } from '../error-code.ts'

/**
 * Reads a saved `$metadata` document, and no more of it than a limit in bytes.
 * @throws VerifyUsageError when it cannot be read, or is longer
 */
export async function readDocument(file: string, limit: number): Promise<string> {
  const bytes = await readAtMost(file, limit).catch((cause) => {
    throw new VerifyUsageError(
      `${file} cannot be read (${errorCode(cause)}): name a saved $metadata document with --metadata-only.`,
      { cause },
    )
  })
  if (bytes === undefined) {
    const megabytes = Math.round(limit / 1024 / 1024)
    throw new VerifyUsageError(`${file} has more than ${megabytes} MB: allow more with --max-response.`)
  }
  return bytes.toString('utf8')
}
