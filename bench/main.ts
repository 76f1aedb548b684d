/**
 * `make bench`: measures the client and the emulator against their promises, one after the other, and exits with 1 when
 * a promise is not kept. It takes minutes and wants a machine that does nothing else.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

for (const file of ['client.ts', 'emulator.ts']) {
  const script = fileURLToPath(new URL(file, import.meta.url))
  const [code] = await once(spawn(process.execPath, [script], { stdio: 'inherit' }), 'exit')
  if (code !== 0) process.exitCode = 1
}
