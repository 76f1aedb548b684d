/** Says on a terminal what a command is busy with, once it takes longer than a second. */
export class Busy {
  readonly #timer: NodeJS.Timeout | undefined
  #shown = false
  #text: string

  constructor(text: string) {
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

  update(text: string): void {
    this.#text = text
  }

  done(): void {
    clearInterval(this.#timer)
    if (this.#shown) process.stderr.write('\r\x1b[K')
  }
}
