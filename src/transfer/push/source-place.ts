import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { TransferUsageError } from '../parents.ts'

/** What a push reads, and where its state lies. */
export interface SourcePlace {
  readonly isZip: boolean
  /** The folder itself, or the one that holds the ZIP. */
  readonly home: string
}

/**
 * Looks at what is to be pushed. A link counts as what it leads to.
 * @throws TransferUsageError for a path that is no folder and no file, and for one that cannot be looked at
 */
export function sourcePlace(from: string): SourcePlace {
  if (from === '') {
    throw new TransferUsageError('The option from is an empty text: name a folder of pictures, or a ZIP file.')
  }
  let found: ReturnType<typeof statSync>
  try {
    found = statSync(from)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const what = code === 'ENOENT' || code === 'ENOTDIR' ? 'is not there' : `cannot be read (${code})`
    throw new TransferUsageError(`${from} ${what}: name a folder of pictures, or a ZIP file.`, { cause })
  }
  if (found.isDirectory()) return { isZip: false, home: from }
  if (found.isFile()) return { isZip: true, home: dirname(from) }
  throw new TransferUsageError(`${from} is neither a folder nor a file: name a folder of pictures, or a ZIP file.`)
}
