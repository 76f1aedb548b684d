import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { sentence } from '../../sentence.ts'
import type { TransferEvent, TransferSummary } from '../../transfer/index.ts'
import { TransferUsageError } from '../../transfer/index.ts'
import { csvLine } from './report-csv.ts'
import { HtmlReport } from './report-html.ts'

/** A report of a run in a file: a line for every entry as CSV, or a page with what needs a look as HTML. */
export interface Report {
  hear(event: TransferEvent): void
  /** Writes what is left. */
  end(summary: TransferSummary): Promise<void>
}

/**
 * Begins a report, before the run: a file that cannot be written is named at once.
 * @param folder where pictures lie, for thumbnails
 * @throws TransferUsageError for another ending than .csv and .html, and for a file that cannot be written
 */
export async function openReport(file: string, folder: string, title: string): Promise<Report> {
  if (!/\.(csv|html?)$/i.test(file)) {
    throw new TransferUsageError(`--report ${file}: the name has to end in .csv or .html.`)
  }
  const stream = createWriteStream(file)
  try {
    await once(stream, 'open')
  } catch (cause) {
    throw new TransferUsageError(
      `The report ${file} cannot be written (${(cause as NodeJS.ErrnoException).code}): choose another file with --report.`,
      {
        cause,
      },
    )
  }
  // A disk that fills up on the way must not end the run: the end says so.
  stream.on('error', () => undefined)
  return /\.csv$/i.test(file) ? csvReport(stream) : htmlReport(stream, folder, title)
}

function csvReport(stream: WriteStream): Report {
  // Excel reads UTF-8 only with this mark.
  stream.write('\ufeffresult,set,number,path,bytes,reason,detail\r\n')
  return {
    hear(event) {
      const line = csvLine(event)
      if (line) stream.write(line)
    },
    end: () => finish(stream),
  }
}

function htmlReport(stream: WriteStream, folder: string, title: string): Report {
  const report = new HtmlReport(folder, title)
  return {
    hear: (event) => report.hear(event),
    async end(summary) {
      for await (const part of report.render(summary)) {
        if (!stream.write(part)) await Promise.race([once(stream, 'drain'), once(stream, 'close')])
      }
      await finish(stream)
    },
  }
}

async function finish(stream: WriteStream): Promise<void> {
  if (stream.errored) throw new Error(sentence(`The report ${stream.path} is not complete: ${stream.errored.message}`))
  stream.end()
  await once(stream, 'close')
  if (stream.errored)
    throw new Error(sentence(`The report ${stream.path} is not complete: ${(stream.errored as Error).message}`))
}
