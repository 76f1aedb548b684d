/*
 * The other side of big-server.ts, in a process of its own, so that its memory is its own: carries out one transfer after
 * the other as told by its parent, and answers with the seconds it took and with its peak memory.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createPictureClient } from '../../src/client/index.ts'
import { downloadTo, uploadFrom } from '../../src/node/index.ts'
import { ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'

const [, , url = '', folder = ''] = process.argv
const ID = '07493b2c-d676-4d09-ba8c-fc03607cab76'
const bc = createPictureClient({ baseUrl: `${url}/api/v2.0`, apiVersion: 'v2.0', company: ID, auth: 'bench' })
const picture = bc.picture('items', ID)
const path = (name: string) => join(folder, name)

/** The transfers: each with the client and with nothing but fetch and streams, which also bring a file to the disk. */
const transfers = {
  /** Loads what the first request loads, so that the others need not. */
  warmUp: () => picture.upload(ONE_PIXEL_PNG),
  download: () => downloadTo(picture, path('client.bin')),
  bareDownload: async () => {
    const { body } = await fetch(url)
    await pipeline(Readable.fromWeb(body as never), createWriteStream(path('bare.bin'), { flush: true }))
  },
  upload: () => uploadFrom(picture, path('client.bin')),
  bareUpload: async () => {
    const body = Readable.toWeb(createReadStream(path('client.bin')))
    await fetch(url, { method: 'PATCH', body, duplex: 'half' } as unknown as RequestInit)
  },
}

/** The name of a transfer. */
export type Transfer = keyof typeof transfers

/** What a transfer took. */
export interface Took {
  seconds: number
  /** By how many bytes the process outgrew what it had before. */
  grown: number
}

process.on('message', async (name: Transfer) => {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  const begin = performance.now()
  await transfers[name]()
  const seconds = (performance.now() - begin) / 1000
  // In KiB, and of the whole life of the process: only its first transfer tells its own.
  const grown = process.resourceUsage().maxRSS * 1024 - before
  process.send?.({ seconds, grown } satisfies Took)
})
process.send?.('ready')
