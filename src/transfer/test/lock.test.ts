import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockFolder } from '../state/lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bc-pictures-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A lock of another machine that said so many seconds ago that it works here. */
function otherMachine(seconds: number): void {
  const file = join(folder, 'lock.json')
  writeFileSync(file, JSON.stringify({ process: 1, host: 'another-machine', started: '2026-01-05T08:00:00Z' }))
  const then = Date.now() / 1000 - seconds
  utimesSync(file, then, then)
}

it.each([5, 60])('another machine that said %i seconds ago that it works here is believed', (seconds) => {
  otherMachine(seconds)
  expect(() => lockFolder(folder)).toThrow(/Another run is working in .* \(process 1 on another-machine, since 2026/)
})

// Its clock, or ours, was set back by an hour: it would have been believed for that hour.
it.each([120, -3600])('another machine that said %i seconds ago that it works here is not believed', (seconds) => {
  otherMachine(seconds)
  lockFolder(folder).release()
})
