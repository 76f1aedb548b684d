import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TransferEvent, TransferSummary } from '../../transfer/index.ts'
import { withCredentials } from '../credentials.ts'
import { Meter } from '../transfer/meter.ts'
import { planText } from '../transfer/plan-text.ts'
import { ProgressView } from '../transfer/progress.ts'
import { openReport } from '../transfer/report.ts'
import { csvLine } from '../transfer/report-csv.ts'
import { summaryText } from '../transfer/summary-text.ts'

const summary = (more: Partial<TransferSummary> = {}): TransferSummary => ({
  ...{ kind: 'pull', run: '2026-01-05-080000', outcomes: {}, reasons: {}, failures: [], failed: 0, warnings: [] },
  ...{ bytes: 1_234_567, milliseconds: 65_000, interrupted: false, stopped: undefined, notes: [], complete: true },
  ...more,
})

const failure = (more: object = {}): TransferEvent & { type: 'failure' } => ({
  ...{
    type: 'failure',
    doing: 'download',
    parents: 'items',
    number: '1000',
    path: null,
    message: 'GET … answered 500',
  },
  ...{ cause: '500', mayPass: true },
  ...more,
})

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bc-pictures-output-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the summary', () => {
  it('tells pictures that did not change from entities without one', () => {
    const text = summaryText(summary({ outcomes: { downloaded: 1200, unchanged: 40 }, reasons: { 'no picture': 30 } }))
    expect(text).toContain('1,200  downloaded')
    expect(text).toContain('10  unchanged')
    expect(text).toContain('30  without a picture')
    expect(text).toContain('1.2 MB in 1 min 5 s')
  })

  it('groups failures by cause, those that may pass apart from those that will not', () => {
    const failures = [
      { cause: '500 Internal_ServerError', count: 7, mayPass: true, examples: [failure()] },
      { cause: 'no file name', count: 1, mayPass: false, examples: [failure({ message: 'too long' })] },
    ]
    const text = summaryText(summary({ failures, failed: 8, complete: false }))
    expect(text).toMatch(
      /may work on another try:\n {2}7 × 500[\s\S]*will not work on another try:\n {2}1 × no file name/,
    )
  })

  it('says how to go on, why it stopped, and how to put things back', () => {
    const stopped = { message: '401: sign-in refused', unreachable: true }
    const text = summaryText(summary({ kind: 'push', interrupted: true, stopped, outcomes: { replaced: 1 } }))
    expect(text).toContain('The same command goes on from here.')
    expect(text).toContain('Stopped: 401')
    expect(text).toContain('push --undo 2026-01-05-080000')
  })

  it('shows no character of a server that controls the terminal', () => {
    const failures = [
      { cause: '\u001b[2J', count: 1, mayPass: true, examples: [failure({ message: '\u202Eevil\u0007' })] },
    ]
    expect(summaryText(summary({ failures, failed: 1 })).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('the progress', () => {
  afterEach(() => void vi.useRealTimers())

  it('tells rate and time left, and that the server throttles', async () => {
    const server = createServer((_, response) => response.writeHead(429).end()).listen(0, '127.0.0.1')
    try {
      await once(server, 'listening')
      vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] })
      const meter = new Meter()
      const written: string[] = []
      const screen = { isTTY: true, columns: 120, write: (text: string) => void written.push(text) }
      const view = new ProgressView(meter, screen)
      view.hear({ type: 'phase', phase: 'uploading', total: 100 })
      view.hear({ type: 'progress', done: 40, total: 100, bytes: 5000 })
      vi.advanceTimersByTime(4000)
      expect(written.at(-1)).toMatch(/Uploading: 40 of 100, 5\.0 kB, 10\/s, 6\.0 s left$/)
      await meter.fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {})
      vi.advanceTimersByTime(100)
      expect(written.at(-1)).toMatch(/left, throttled by the server$/)
      vi.advanceTimersByTime(3000)
      expect(written.at(-1)).not.toContain('throttled')
      view.end()
    } finally {
      server.close()
    }
  })

  it('draws a bar that fits the terminal, and says failures above it', async () => {
    const written: string[] = []
    const screen = { isTTY: true, columns: 80, write: (text: string) => void written.push(text) }
    const view = new ProgressView(new Meter(), screen)
    view.hear({ type: 'phase', phase: 'downloading', parents: 'items', total: 100 })
    view.hear({ type: 'progress', done: 40, total: 100, bytes: 5000 })
    view.hear(failure())
    await new Promise((resolve) => setTimeout(resolve, 250))
    view.end()
    const bars = written.filter((text) => text.includes('█'))
    expect(bars.at(-1)).toMatch(/█+░+ Downloading items: 40 of 100, 1 failure, 5.0 kB/)
    for (const bar of bars) expect(bar.replace('\r\u001b[K', '').length).toBeLessThan(80)
    expect(written.join('')).toContain('download items:1000: GET … answered 500')
  })

  it('writes no control characters where there is no terminal', async () => {
    const written: string[] = []
    const view = new ProgressView(new Meter(), { isTTY: false, columns: 80, write: (text) => void written.push(text) })
    view.hear(failure())
    await new Promise((resolve) => setTimeout(resolve, 150))
    view.end()
    expect(written.join('')).toBe('failed: download items:1000: GET … answered 500\n')
  })
})

describe('the bound that held', () => {
  afterEach(() => void vi.useRealTimers())

  it('is the limit of the service after five minutes at its rate, else so many at once and the latency', () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const meter = new Meter()
    meter.requests = 49
    expect(meter.bound(), 'too short to tell').toBeUndefined()
    meter.requests = 6500
    vi.advanceTimersByTime(325_000)
    expect(meter.bound()).toBe('20.0 requests a second: the limit of 6000 in 5 minutes held it back')
    meter.requests = 3250
    expect(meter.bound()).toBe('10.0 requests a second: 5 at once, and the server answered in 0 ms on average')
    expect(meter.bound(2)).toContain(': 2 at once')
    expect(meter.bound(50), 'the client sends no more at once').toContain(': 5 at once')
  })
})

describe('the plan', () => {
  it('shows three files of a reason, and all of them in a dry run', () => {
    const files = Array.from({ length: 5 }, (_, index) => ({
      ...{ action: 'skip' as const, path: `${index}.png`, size: 1, parents: null, number: null },
      ...{ reason: 'unknown number', detail: 'there is no item' },
    }))
    const plan = {
      files,
      counts: { add: 0, replace: 0, skip: 5 },
      reasons: { 'unknown number': 5 },
      leftOut: 0,
      blocked: undefined,
    }
    expect(planText(plan, false)).toMatch(/2\.png[\s\S]*and 2 more files; --dry-run shows all/)
    expect(planText(plan, true)).toContain('4.png')
  })
})

describe('a report', () => {
  const entry: TransferEvent = {
    ...{ type: 'entry', outcome: 'skipped', parents: 'items', number: '=1+1', path: 'a"b,c.png', size: 3 },
    ...{ reason: 'unknown number', detail: '<script>alert(1)</script>' },
  }

  it('as CSV quotes what has to be, and gives a spreadsheet no formula', () => {
    expect(csvLine(entry)).toBe(`skipped,items,"'=1+1","a""b,c.png",3,unknown number,<script>alert(1)</script>\r\n`)
    expect(csvLine({ type: 'phase', phase: 'listing' })).toBeUndefined()
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(1)', "'@SUM(1)"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['\t=1', '\\u{9}=1'],
    // Where commas are decimal, spreadsheets divide at semicolons.
    ['a;=1', "a;'=1"],
    ['a; "@x', 'a;\' ""@x'],
    ['1896-S', '1896-S'],
    ['two\r\nlines', 'two\\u{d}\\u{a}lines'],
    ['\u001b[2J##[error]', '\\u{1b}[2J# #[error]'],
  ])('as CSV shows %j as text', (number, cell) => {
    const quoted = cell === number ? cell : `"${cell}"`
    expect(csvLine({ ...entry, number })).toContain(`skipped,items,${quoted},`)
  })

  it('as HTML opens nothing but small files of the folder for its pictures', async () => {
    const inside = join(folder, 'pictures')
    mkdirSync(inside)
    writeFileSync(join(folder, 'secret.gif'), Buffer.from('GIF89a of somebody else'))
    symlinkSync(join(folder, 'secret.gif'), join(inside, 'link.gif'))
    symlinkSync('/dev/zero', join(inside, 'zero.png'))
    execFileSync('mkfifo', [join(inside, 'pipe.png')])
    const report = await openReport(join(folder, 'r.html'), inside, 'push')
    for (const path of ['link.gif', '../secret.gif', 'zero.png', 'pipe.png']) report.hear({ ...entry, path })
    await report.end(summary({ outcomes: { skipped: 4 } }))
    const page = readFileSync(join(folder, 'r.html'), 'utf8')
    expect(page).toContain('pipe.png')
    expect(page).not.toContain('data:image')
  })

  it('as HTML runs no script, loads nothing, and shows what needs a look with its picture', async () => {
    writeFileSync(join(folder, 'a.gif'), Buffer.from('GIF89a'))
    const report = await openReport(join(folder, 'r.html'), folder, 'push <b>')
    report.hear({ ...entry, path: 'a.gif' })
    report.hear(failure({ message: '</td><script>' }))
    await report.end(summary({ outcomes: { skipped: 1 }, failed: 1 }))
    const page = readFileSync(join(folder, 'r.html'), 'utf8')
    expect(page).toContain('<h1>push &lt;b&gt;</h1>')
    expect(page).toContain('data:image/gif;base64,')
    expect(page).not.toContain('<script')
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/(src|href)="(?!data:)/)
  })

  it('as HTML shows 500 rows of a part and 200 pictures, and says how many more there are', async () => {
    writeFileSync(join(folder, 'a.gif'), Buffer.from('GIF89a'))
    const report = await openReport(join(folder, 'r.html'), folder, 'push')
    for (let index = 0; index < 620; index += 1) report.hear({ ...entry, path: 'a.gif' })
    await report.end(summary({ outcomes: { skipped: 620 } }))
    const page = readFileSync(join(folder, 'r.html'), 'utf8')
    expect(page.match(/<tr>/g)).toHaveLength(500)
    expect(page.match(/<img /g)).toHaveLength(200)
    expect(page).toContain('Left out <small>620</small>')
    expect(page).toContain('And 120 more rows: --report FILE.csv has them all.')
  })

  it('names a file that cannot be written, before the run', async () => {
    await expect(openReport(join(folder, 'none/r.csv'), folder, 'x')).rejects.toThrow(/cannot be written \(ENOENT\)/)
    await expect(openReport(join(folder, 'r.txt'), folder, 'x')).rejects.toThrow(/\.csv or \.html/)
  })
})

describe('a credentials file', () => {
  const write = (text: string, mode = 0o600) => {
    const file = join(folder, 'bc.env')
    writeFileSync(file, text)
    chmodSync(file, mode)
    return file
  }

  it('adds what the environment does not have', () => {
    const file = write('BC_TOKEN=from-file\nBC_COMPANY=CRONUS\n')
    expect(withCredentials(file, { BC_COMPANY: 'Other' })).toEqual({ BC_TOKEN: 'from-file', BC_COMPANY: 'Other' })
    expect(withCredentials(undefined, { BC_CREDENTIALS: file })).toMatchObject({ BC_TOKEN: 'from-file' })
  })

  it.skipIf(process.platform === 'win32')('is refused where others can read it, without showing what it holds', () => {
    const file = write('BC_TOKEN=secret\n', 0o644)
    expect(() => withCredentials(file, {})).toThrow(/can be read by others \(mode 644\): run chmod 600/)
  })

  it.each([
    ['BC_TOKEN\n', 'Line 1 of FILE is not of the form NAME=value: write one, such as BC_TOKEN=….'],
    ['# mine\n\nBC_USER=me\r\nBC_ACCESS_KEY top-secret\r\n', 'Line 4 of FILE is not of the form NAME=value'],
    ['BC_USER="a\nb"\ntop-secret', 'Line 3 of FILE is not of the form NAME=value'],
    ['BC_TOKEN: top-secret', 'Line 1 of FILE'],
    ['BC_TOKEN="top-secret\nBC_USER=x\n', 'FILE opens a quote (") and does not close it: add the other one.'],
    ['top-secret==\n', 'FILE sets something else: a credentials file holds BC_TOKEN, BC_CLIENT_ID'],
    ['TOPSECRET=\n', 'FILE sets something else'],
  ])('is refused where a line is none: %j, by its number and without its content', (text, sentence) => {
    const file = write(text)
    let message = 'it was taken'
    try {
      withCredentials(file, {})
    } catch (error) {
      message = (error as Error).message.replaceAll(file, 'FILE')
    }
    expect(message).toContain(sentence)
    expect(message).not.toMatch(/top-?secret/i)
  })

  it('may begin with the mark of an editor, hold comments, and quote values over several lines', () => {
    const file = write('\ufeff# mine\n  export BC_USER = me\nBC_TOKEN="a\nb" # twice\n\nBC_COMPANY=\'x # y\'\n')
    expect(withCredentials(file, {})).toEqual({ BC_USER: 'me', BC_TOKEN: 'a\nb', BC_COMPANY: 'x # y' })
  })

  it('is refused where it sets something else, or is not there', () => {
    expect(() => withCredentials(write('NODE_OPTIONS=x\n'), {})).toThrow(/sets "NODE_OPTIONS"/)
    expect(() => withCredentials(join(folder, 'none'), {})).toThrow(/cannot be read \(ENOENT\)/)
  })
})
