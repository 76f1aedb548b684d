/* Runs every benchmark of this folder, one after the other; exits with 1 when one of their promises is not kept. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const isBenchmark = (name: string) => /^[a-z]+\.ts$/.test(name) && name !== 'main.ts'

for (const name of (await readdir(here)).filter(isBenchmark).toSorted()) {
  process.stdout.write(`\n${name}\n`)
  const child = spawn(process.execPath, [name], { cwd: here, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) process.exitCode = 1
}
