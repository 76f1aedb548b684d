import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { TransferUsageError } from '../parents.ts'
import { escapeText } from '../text.ts'

/** Says who works in a folder. The lock itself is that of the database; this is for people, and for other machines. */
export interface FolderLock {
  release(): void
}

/** How often a run says that it still lives, and how long another machine believes it. In milliseconds. */
const BEAT = 20_000
const BELIEVED = 90_000

const lockFile = (stateFolder: string) => join(stateFolder, 'lock.json')

/**
 * Writes down who works here. Called once the database is locked, so on this machine nobody else does.
 * @throws TransferUsageError when a run on another machine said within the last 90 seconds that it works here
 */
export function lockFolder(stateFolder: string): FolderLock {
  const file = lockFile(stateFolder)
  const other = readLock(file)
  if (other && other.host !== escapeText(hostname()) && Math.abs(Date.now() - other.beat) < BELIEVED) {
    throw new TransferUsageError(lockedMessage(stateFolder))
  }
  const started = new Date().toISOString()
  writeFileSync(file, `${JSON.stringify({ process: process.pid, host: hostname(), started })}\n`)
  const timer = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      // Somebody removed it: the database stays locked.
    }
  }, BEAT)
  timer.unref()
  return {
    release() {
      clearInterval(timer)
      rmSync(file, { force: true })
    },
  }
}

/** What a second run in a folder is told. */
export function lockedMessage(stateFolder: string): string {
  const other = readLock(lockFile(stateFolder))
  const who = other ? `process ${other.process} on ${other.host}, since ${other.started}` : 'another process'
  return `Another run is working in ${dirname(stateFolder)} (${who}): wait until it ends.`
}

function readLock(file: string) {
  try {
    const { process, host, started } = JSON.parse(readFileSync(file, 'utf8'))
    // Anything else was not written by a run.
    if (!Number.isInteger(process) || typeof host !== 'string' || typeof started !== 'string') return undefined
    return {
      process: Number(process),
      host: escapeText(host),
      started: escapeText(started),
      beat: statSync(file).mtimeMs,
    }
  } catch {
    return undefined
  }
}
