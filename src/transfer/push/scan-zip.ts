import { promisify } from 'node:util'
import { type Entry, getFileNameLowLevel, open, type ZipFile } from 'yauzl'
import { sentence } from '../../sentence.ts'
import { TransferUsageError } from '../parents.ts'
import { isJunk, type Refused, type Scan, type SourceFile } from './source-files.ts'
import { isWellFormedUtf8 } from './utf8.ts'

const openZip = promisify<string, { autoClose: boolean; lazyEntries: boolean; decodeStrings: boolean }, ZipFile>(open)

/** The bit that says that a name is UTF-8. */
const UTF8_FLAG = 0x800

/** Stored, deflated. */
const METHODS: ReadonlySet<number> = new Set([0, 8])

/** Finds the files of a ZIP. @throws TransferUsageError for a file that is no ZIP, or a damaged one */
export async function scanZip(path: string): Promise<Scan> {
  const zip = await openZip(path, { autoClose: false, lazyEntries: true, decodeStrings: false }).catch((cause) => {
    throw new TransferUsageError(zipProblem(path, cause as NodeJS.ErrnoException), {
      cause,
    })
  })
  const files: SourceFile[] = []
  const refused: Refused[] = []
  let leftOut = 0
  try {
    for await (const entry of entriesOf(zip)) {
      const name = nameOf(entry)
      const parts = name.split('/').filter((part) => part !== '' && part !== '.')
      if (name.endsWith('/')) continue
      const leadsOut = parts.includes('..')
      if (!leadsOut && parts.some(isJunk)) {
        leftOut += 1
        continue
      }
      const size = entry.uncompressedSize
      const shown = parts.join('/')
      if (leadsOut) {
        refused.push({ path: shown, size, reason: 'path', detail: 'its path leads out of the ZIP: pack it again' })
      } else if (entry.isEncrypted()) {
        refused.push({
          path: shown,
          size,
          reason: 'encrypted',
          detail: 'encrypted in the ZIP: pack it without a password',
        })
      } else if (!METHODS.has(entry.compressionMethod)) {
        const detail = `packed by method ${entry.compressionMethod}: pack it as a plain ZIP (Deflate)`
        refused.push({ path: shown, size, reason: 'unsupported compression', detail })
      } else files.push(fileOf(zip, entry, shown))
    }
  } catch (cause) {
    zip.close()
    throw new TransferUsageError(`${sentence(`${path} is damaged: ${(cause as Error).message}`)} Pack it again.`, {
      cause,
    })
  }
  return { files, refused, leftOut, close: async () => zip.close() }
}

/** yauzl looks for the directory at the end, and finds none in anything else. */
function zipProblem(path: string, { message, code }: NodeJS.ErrnoException): string {
  if (code !== undefined) return `${path} cannot be read (${code}): name a ZIP file that you may read.`
  if (/end of central directory/i.test(message)) {
    return `${path} is not a ZIP file, or not a whole one: name a folder of pictures, or a ZIP file.`
  }
  return `${sentence(`${path} is a ZIP file that is damaged, or of another kind: ${message}`)} Pack it again.`
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry, void, undefined> {
  let heard: (() => void) | undefined
  let next: Entry | undefined
  let ended = false
  let failed: Error | undefined
  zip.on('entry', (entry: Entry) => {
    next = entry
    heard?.()
  })
  zip.on('end', () => {
    ended = true
    heard?.()
  })
  zip.on('error', (error: Error) => {
    failed = error
    heard?.()
  })
  for (;;) {
    next = undefined
    const answer = new Promise<void>((resolve) => {
      heard = resolve
    })
    zip.readEntry()
    await answer
    if (failed) throw failed
    if (ended || next === undefined) return
    yield next
  }
}

/** By the flag or the Unicode field, else as strict UTF-8 (Finder writes it without the flag), else CP437 (Explorer, 7-Zip). */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const isUtf8 = isWellFormedUtf8(fileNameRaw)
  const flags = isUtf8 ? generalPurposeBitFlag | UTF8_FLAG : generalPurposeBitFlag & ~UTF8_FLAG
  const name = getFileNameLowLevel(flags, fileNameRaw, extraFields, false)
  return name.replaceAll('\\', '/')
}

function fileOf(zip: ZipFile, entry: Entry, path: string): SourceFile {
  const openStream = promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip))
  const read = async () => (await openStream(entry)) as unknown as AsyncIterable<Uint8Array>
  return {
    path,
    size: entry.uncompressedSize,
    mtimeMs: undefined,
    async head() {
      const parts: Uint8Array[] = []
      let size = 0
      for await (const part of await read()) {
        parts.push(part)
        size += part.length
        if (size >= 512) break
      }
      return Buffer.concat(parts).subarray(0, 512)
    },
    open: read,
  }
}
