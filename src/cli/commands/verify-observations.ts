import { access, constants, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeWhole } from '../../replace-file.ts'
import type { Report } from '../../verify/index.ts'
import { VerifyUsageError } from '../../verify/problems.ts'

/** Makes sure, before the run, that the observations can be written after it. @throws VerifyUsageError */
export async function prepareObservations(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK)
    const known = await stat(file).catch(() => undefined)
    if (known?.isDirectory()) throw Object.assign(new Error('It is a folder.'), { code: 'EISDIR' })
    if (known) await access(file, constants.W_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new VerifyUsageError(`${file} cannot be written (${code}): choose another file with --out.`, { cause })
  }
}

/** Writes what a server showed on the questions that the evidence leaves open. */
export async function writeObservations(file: string, report: Report): Promise<void> {
  const { apiVersion, baseUrl, mode, observations, additions } = report
  const server = baseUrl === undefined ? undefined : new URL(baseUrl).origin
  const json = { apiVersion, server, mode, observedAt: new Date().toISOString(), observations, additions }
  // Not over a file that is no file, such as /dev/stdout: a rename would put one in its place.
  const known = await stat(file).catch(() => undefined)
  const text = `${JSON.stringify(json, null, 2)}\n`
  if (known && !known.isFile()) return writeFile(file, text)
  await writeWhole(file, text)
}
