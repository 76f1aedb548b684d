import type { Progress } from '../../client/index.ts'
import { bytes } from '../../transfer/text.ts'

/** Says on a terminal what a command is busy with, once it takes longer than a second. */
export class Busy {
  readonly #timer: NodeJS.Timeout | undefined
  #shown = false
  #what: string
  #text: string

  constructor(text: string) {
    this.#what = text
    this.#text = text
    if (!process.stderr.isTTY) return
    const begun = performance.now()
    this.#timer = setInterval(() => {
      if (performance.now() - begun < 1000) return
      this.#shown = true
      process.stderr.write(`\r\x1b[K${this.#text}`)
    }, 200)
    this.#timer.unref()
  }

  /** Says what goes on from here. */
  say(what: string): void {
    this.#what = what
    this.#text = what
  }

  update(text: string): void {
    this.#text = text
  }

  /** Says how far a transfer is, after what was said last. It needs no `this`. */
  readonly progress = ({ transferred, total }: Progress): void => {
    this.update(`${this.#what}: ${bytes(transferred)}${total ? ` of ${bytes(total)}` : ''}`)
  }

  done(): void {
    clearInterval(this.#timer)
    if (this.#shown) process.stderr.write('\r\x1b[K')
    this.#shown = false
  }
}
