import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { saidBy } from '../../src/test-support/said-by.ts'
import type { Took, Transfer } from './big-client.ts'
import { median } from './overhead.ts'

/** The largest picture that Business Central takes. */
const SIZE = 350 * 1024 * 1024

/** What a 350 MB file took, down and up. */
export interface BigFiles {
  /** By how many bytes the memory of a process grows at most, that does nothing else. */
  downloadGrowth: number
  uploadGrowth: number
  /** The throughput as a part of that of bare fetch and streams, alternating in one run. */
  downloadThroughput: number
  uploadThroughput: number
  /** Whether what arrived is what was sent, both ways. */
  sameBytes: boolean
}

/** Sends 350 MB from a file and to a file. */
export async function measureBigFiles(): Promise<BigFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-bench-'))
  const server = fork(new URL('big-server.ts', import.meta.url), [String(SIZE)], {
    stdio: ['ignore', 'pipe', 2, 'ipc'],
  })
  try {
    const ready = once(server.stdout as NonNullable<typeof server.stdout>, 'data')
    const [line] = await saidBy(server, 'The server of big files', ready)
    const url = String(line).trim()
    const download = await alone(url, folder, 'download')
    const upload = await alone(url, folder, 'upload')
    const sent = (await fetch(url, { method: 'HEAD' })).headers.get('x-sha256')
    const taken = await (await fetch(`${url}/taken`)).text()
    return {
      downloadGrowth: download.grown,
      uploadGrowth: upload.grown,
      sameBytes: sent !== null && sent === taken && sent === (await hashOf(join(folder, 'client.bin'))),
      downloadThroughput: await compare(url, folder, 'bareDownload', 'download'),
      uploadThroughput: await compare(url, folder, 'bareUpload', 'upload'),
    }
  } finally {
    server.kill()
    await rm(folder, { recursive: true })
  }
}

/** How sentences name the process of {@link start}. */
const TRANSFERS = 'The process of the transfers'

/** A process that does nothing but transfers, and has made its first request. */
async function start(url: string, folder: string): Promise<ChildProcess> {
  const child = fork(new URL('big-client.ts', import.meta.url), [url, folder], { execArgv: ['--expose-gc'] })
  await saidBy(child, TRANSFERS, once(child, 'message'))
  await tell(child, 'warmUp')
  return child
}

async function tell(child: ChildProcess, transfer: Transfer): Promise<Took> {
  const answer = once(child, 'message')
  child.send(transfer)
  const [took] = await saidBy(child, TRANSFERS, answer)
  return took
}

/** One transfer in a process of its own. */
async function alone(url: string, folder: string, transfer: Transfer): Promise<Took> {
  const child = await start(url, folder)
  const took = await tell(child, transfer)
  child.kill()
  return took
}

/** The middle ratio of two transfers that take turns. */
async function compare(url: string, folder: string, bare: Transfer, ours: Transfer): Promise<number> {
  const child = await start(url, folder)
  const ratios = []
  for (let round = 0; round < 5; round++) {
    const { seconds } = await tell(child, bare)
    ratios.push(seconds / (await tell(child, ours)).seconds)
  }
  child.kill()
  return median(ratios)
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
