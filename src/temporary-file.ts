import { createHash, randomUUID } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { lstat, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { isRunning } from './is-running.ts'

/** Tells machines apart that share a folder. */
const HOST = createHash('sha256').update(machineName()).digest('hex').slice(0, 8)

const NAME = /^\.bc-pictures-([\da-f]{8})-(\d+)-[\da-f-]{36}\.part$/

/** How long a file of another machine has to lie untouched before it counts as left behind, in milliseconds. */
const DAY = 24 * 60 * 60 * 1000

/** A new name in a folder. It is short, since a file's own name may be as long as a name can be. */
export const temporaryPath = (folder: string): string =>
  join(folder, `.bc-pictures-${HOST}-${process.pid}-${randomUUID()}.part`)

const swept = new Set<string>()

/**
 * Removes temporary files from a folder whose process was killed, once for each folder in the life of this process. Only
 * names that {@link temporaryPath} gives are removed, and only files. Trouble with that is nobody's concern.
 */
export async function sweep(folder: string): Promise<void> {
  const path = resolve(folder)
  if (swept.has(path)) return
  swept.add(path)
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (await isLeftBehind(path, entry)) await rm(join(path, entry.name), { force: true }).catch(() => {})
  }
}

async function isLeftBehind(folder: string, entry: Dirent): Promise<boolean> {
  const [, host, pid] = NAME.exec(entry.name) ?? []
  if (host === undefined || !entry.isFile()) return false
  if (host === HOST) return !isRunning(Number(pid))
  // A download that is under way writes to its file.
  const file = await lstat(join(folder, entry.name)).catch(() => undefined)
  return file !== undefined && file.mtimeMs < Date.now() - DAY
}

/** Deno tells the name only to those who were given `--allow-sys`. Without it, this process counts as a machine. */
function machineName(): string {
  try {
    return hostname()
  } catch {
    return randomUUID()
  }
}
