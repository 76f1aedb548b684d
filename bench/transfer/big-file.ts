import { mkdirSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { runJob, startScaled } from './jobs.ts'

const WIDTH = 10_000
const HEIGHT = 11_600

/** Sends one BMP of nearly 350 MB from a folder and brings it into another. */
export async function measureBigFile(folder: string) {
  const from = join(folder, 'big')
  mkdirSync(from)
  await writeBmp(join(from, '100000.bmp'))
  const data = join(folder, 'big-data')
  await using server = await startScaled(1, false, { data, quirks: { 'stored-bytes': 'verbatim' } })
  const push = await runJob(server, 'push', from)
  const pull = await runJob(server, 'pull', join(folder, 'big-back'))
  if (push.outcomes.added !== 1 || pull.outcomes.downloaded !== 1) throw new Error('The big file did not go both ways.')
  rmSync(from, { recursive: true })
  return [push, pull]
}

async function writeBmp(path: string): Promise<void> {
  const header = Buffer.alloc(54)
  header.write('BM')
  header.writeUInt32LE(54 + WIDTH * HEIGHT * 3, 2)
  header.writeUInt32LE(54, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(WIDTH, 18)
  header.writeInt32LE(HEIGHT, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(24, 28)
  const file = await open(path, 'w')
  await file.write(header)
  const row = Buffer.alloc(WIDTH * 3)
  for (let y = 0; y < HEIGHT; y += 1) await file.write(row.fill(y & 255))
  await file.close()
}
