import { styleText } from 'node:util'
import type { FailureEvent, TransferEvent } from '../../transfer/index.ts'
import { bytes, count, duration, escapeText } from '../../transfer/text.ts'
import type { Meter } from './meter.ts'

/** How often the bar is drawn, and how often a line is written where there is no terminal. In milliseconds. */
const REDRAW = 100
const LINE_EVERY = 10_000

/** How many failures are told one by one; the summary has the rest. */
const TOLD = 20

const PHASES: Readonly<Record<string, string>> = {
  listing: 'Reading the list',
  looking: 'Looking for changes',
  downloading: 'Downloading',
  scanning: 'Reading the files',
  planning: 'Planning',
  uploading: 'Uploading',
  checking: 'Checking',
  removing: 'Removing',
}

/** Where lines go, and how wide they may be. */
interface Screen {
  readonly isTTY: boolean
  readonly columns: number
  write(text: string): void
}

/** Shows how far a run is: a bar on a terminal, a line now and then elsewhere. */
export class ProgressView {
  readonly #screen: Screen
  readonly #meter: Meter
  readonly #timer: NodeJS.Timeout
  #phase = 'Connecting'
  #begun = performance.now()
  #done = 0
  #total = 0
  #bytes = 0
  #failed = 0
  #drawn = false
  #lastLine = performance.now()

  constructor(meter: Meter, screen: Screen = stderrScreen()) {
    this.#meter = meter
    this.#screen = screen
    this.#timer = setInterval(() => this.#tick(), REDRAW)
    this.#timer.unref()
  }

  hear(event: TransferEvent): void {
    if (event.type === 'phase') {
      this.#phase = PHASES[event.phase] ?? event.phase
      if (event.parents) this.#phase += ` ${event.parents}`
      this.#begun = performance.now()
      ;[this.#done, this.#total] = [0, event.total ?? 0]
    } else if (event.type === 'progress') {
      ;[this.#done, this.#total, this.#bytes] = [event.done, event.total, event.bytes]
    } else if (event.type === 'failure') {
      this.#failed += 1
      if (this.#failed <= TOLD) this.say(`${this.#mark('red', 'failed')} ${failureLine(event)}`)
      if (this.#failed === TOLD) this.say('More failures are counted in the summary.')
    } else if (event.type === 'warning') {
      this.say(`${this.#mark('yellow', 'warning')} ${escapeText(event.message)}`)
    } else if (event.outcome === 'kept' && event.reason === 'conflict') {
      this.say(`${this.#mark('yellow', 'conflict')} ${escapeText(event.detail ?? '')}`)
    }
  }

  /** Writes a line above the bar. */
  say(text: string): void {
    this.#clear()
    this.#screen.write(`${text}\n`)
  }

  end(): void {
    clearInterval(this.#timer)
    this.#clear()
  }

  #tick(): void {
    if (this.#screen.isTTY) {
      this.#drawn = true
      this.#screen.write(`\r\x1b[K${this.#bar()}`)
      return
    }
    if (performance.now() - this.#lastLine < LINE_EVERY) return
    this.#lastLine = performance.now()
    this.#screen.write(`${this.#text()}\n`)
  }

  #clear(): void {
    if (this.#drawn) this.#screen.write('\r\x1b[K')
    this.#drawn = false
  }

  #text(): string {
    const seconds = (performance.now() - this.#begun) / 1000
    const rate = this.#done / Math.max(seconds, 0.001)
    const left = rate > 0 && seconds > 2 ? ((this.#total - this.#done) / rate) * 1000 : undefined
    const parts = [
      this.#total > 0 ? `${this.#done.toLocaleString('en-US')} of ${this.#total.toLocaleString('en-US')}` : '',
      this.#failed > 0 ? count(this.#failed, 'failure') : '',
      this.#bytes > 0 ? bytes(this.#bytes) : '',
      this.#done > 0 ? `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s` : '',
      left !== undefined && this.#done < this.#total ? `${duration(left)} left` : '',
      this.#meter.isThrottled ? 'throttled by the server' : '',
    ]
    return `${this.#phase}: ${parts.filter(Boolean).join(', ') || '…'}`
  }

  #bar(): string {
    const width = this.#screen.columns
    const text = this.#text()
    const room = Math.min(30, width - text.length - 4)
    if (this.#total === 0 || room < 8) return text.slice(0, width - 1)
    const full = Math.round((this.#done / this.#total) * room)
    return `${'█'.repeat(full)}${'░'.repeat(room - full)} ${text}`
  }

  #mark(colour: 'red' | 'yellow', text: string): string {
    return this.#screen.isTTY ? styleText(colour, text, { stream: process.stderr }) : `${text}:`
  }
}

/** A failure in one line: what was being done to what, and what came of it. */
export function failureLine({ doing, parents, number, path, message }: FailureEvent): string {
  const subject = number ? `${parents}:${number}` : (path ?? parents ?? '')
  return escapeText(`${doing} ${subject}: ${message}`)
}

function stderrScreen(): Screen {
  const { stderr } = process
  return {
    isTTY: stderr.isTTY === true,
    get columns() {
      return stderr.columns ?? 80
    },
    write: (text) => void stderr.write(text),
  }
}
