/** `make check-package`: packs what was built and prints what publint and attw find in it. Exits with 1 if they find anything. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageFindings } from './findings.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bc-pictures-check-'))
try {
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: root })
  const [tarball = ''] = readdirSync(folder)
  const found = await packageFindings(join(folder, tarball))
  for (const line of found) console.error(line)
  console.log(`${tarball}: ${found.length === 0 ? 'publint and attw find nothing' : `${found.length} findings`}`)
  if (found.length > 0) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}
