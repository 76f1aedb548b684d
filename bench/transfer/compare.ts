import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPictureClient } from '../../src/client/index.ts'
import { type BenchServer, clientOptions, runJob, startScaled } from './jobs.ts'
import { obviousScript } from './obvious-script.ts'

const ITEMS = 500

/** A server that takes its time: without it, the script would have no latency to wait for. */
const LATENCY = ['GET ** delay ms=20']

const STORM = [
  '* ** 429 retry-after=0 probability=0.1 seed=11',
  '* ** 503 probability=0.02 seed=12',
  '* ** drop probability=0.01 seed=13',
  'GET **/pictureContent truncate probability=0.01 seed=14',
]

const NO_LIMIT = { requests: 1_000_000, window: 1000 }

/** One measure, of the script and of pull. */
export interface Comparison {
  readonly what: string
  readonly script: string
  readonly ours: string
}

/** Lets the obvious script and pull bring the same pictures from the same server. */
export async function compareWithScript(folder: string): Promise<Comparison[]> {
  const found: Comparison[] = []
  for (const [weather, faults] of [
    ['20 ms of latency', LATENCY],
    ['a storm', STORM],
  ] as const) {
    await using server = await startScaled(ITEMS, true, { limits: false, faults })
    const { emulator } = server
    const [theirs, mine] = [join(folder, `script-${weather}`), join(folder, `pull-${weather}`)]
    const begun = performance.now()
    const { baseUrl, company } = clientOptions(emulator)
    const script = await obviousScript(baseUrl, company, theirs).catch(() => ({ requests: 0, failed: ITEMS }))
    const milliseconds = performance.now() - begun
    const pull = await runJob(server, 'pull', mine, NO_LIMIT)
    emulator.clearFaults()
    const right = await servedHashes(server)
    const name = `${ITEMS} items, ${weather}`
    found.push({ what: `${name}: requests`, script: String(script.requests), ours: String(pull.requests) })
    found.push({
      what: `${name}: seconds`,
      script: (milliseconds / 1000).toFixed(1),
      ours: (pull.milliseconds / 1000).toFixed(1),
    })
    found.push({
      what: `${name}: pictures missing or damaged`,
      script: String(lost(theirs, right)),
      ours: String(lost(mine, right)),
    })
  }
  return found
}

async function servedHashes({ emulator }: BenchServer): Promise<Map<string, string>> {
  const client = createPictureClient({ ...clientOptions(emulator), auth: 'judge', limits: { requests: 1_000_000 } })
  const hashes = new Map<string, string>()
  for await (const { id, number } of client.list('items', { expandPicture: false })) {
    const content = await client.picture('items', id).download()
    if (content) hashes.set(String(number), hashOf(await content.bytes()))
  }
  return hashes
}

function lost(folder: string, right: ReadonlyMap<string, string>): number {
  const files = readdirSync(folder).filter((name) => !name.startsWith('.'))
  const good = files.filter(
    (name) => right.get(name.replace(/\.\w+$/, '')) === hashOf(readFileSync(join(folder, name))),
  )
  return right.size - good.length
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
