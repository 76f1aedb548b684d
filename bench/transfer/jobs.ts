import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import { createPictureClient } from '../../src/client/index.ts'
import { type Emulator, type EmulatorOptions, seed, startEmulator } from '../../src/emulator/index.ts'

/** What the process is told, as JSON in its first argument. */
export interface Job {
  readonly command: 'pull' | 'push'
  readonly baseUrl: string
  readonly company: string
  readonly folder: string
  /** The limits of the service, scaled. */
  readonly requests: number
  readonly window: number
}

/** What it prints, as JSON. */
export interface Outcome {
  readonly milliseconds: number
  /** In bytes. */
  readonly peakMemory: number
  readonly requests: number
  readonly throttled: number
  readonly failed: number
  readonly outcomes: Readonly<Record<string, number>>
}

/** The limits of the service, ten times as high: 200 requests a second. */
export const SCALED = { requests: 600, window: 3000 } as const

/** The client leaves a little room: requests do not arrive in the rhythm in which they were sent. */
const ROOM = 15

/** An emulator with items from 100000 on, and a count of what it was asked. */
export interface BenchServer extends AsyncDisposable {
  readonly emulator: Emulator
  /** Replaces the pictures of so many items. */
  replace(count: number): Promise<void>
}

export async function startScaled(
  entities: number,
  pictures: boolean,
  options: EmulatorOptions = {},
): Promise<BenchServer> {
  const items = Array.from({ length: entities }, (_, index) => {
    const number = String(100_000 + index)
    return seed.item({ number, displayName: number, ...(pictures ? { picture: png(index) } : {}) })
  })
  const limits = { concurrent: 5, requests: SCALED.requests, windowSeconds: SCALED.window / 1000 }
  const emulator = await startEmulator({ seed: items, limits, ...options })
  return {
    emulator,
    async replace(count) {
      const client = createPictureClient({
        ...clientOptions(emulator),
        auth: 'somebody-else',
        limits: { requests: 500, window: 3000 },
      })
      let left = count
      for await (const { id } of client.list('items', { expandPicture: false })) {
        if (left-- === 0) break
        await client.picture('items', id).upload(png(1_000_000 + left))
      }
    },
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

export const clientOptions = (emulator: Emulator) => ({
  baseUrl: emulator.baseUrls['v2.0'],
  apiVersion: 'v2.0' as const,
  company: emulator.companyId,
})

/** Runs a pull or a push in a process of its own. */
export async function runJob(
  { emulator }: BenchServer,
  command: Job['command'],
  folder: string,
  scaled: { requests: number; window: number } = { requests: SCALED.requests, window: SCALED.window + ROOM },
) {
  const { baseUrl, company } = clientOptions(emulator)
  const job: Job = { command, baseUrl, company, folder, ...scaled }
  const child = fileURLToPath(new URL('child.mjs', import.meta.url))
  const { stdout } = spawn(process.execPath, [child, JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await text(stdout)
  if (said === '') throw new Error(`The process of the ${command} ended and said nothing: its own message is above.`)
  return { command, ...(JSON.parse(said) as Outcome) }
}

/** A PNG of 24 × 24 pixels with noise of its own, about 1.8 kB. */
export function png(index: number): Buffer {
  let state = index + 1
  const size = 24
  const rows = Buffer.alloc(size * (size * 3 + 1))
  for (let at = 0; at < rows.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    rows[at] = at % (size * 3 + 1) === 0 ? 0 : state >>> 24
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
