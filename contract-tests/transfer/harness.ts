import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { createLimits, createPictureClient } from '../../src/client/index.ts'
import { type Emulator, type SeedEntity, seed, startEmulator } from '../../src/emulator/index.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { type PullOptions, pull, type TransferEvent, type TransferSummary } from '../../src/transfer/index.ts'
import type { ApiVersion } from '../../src/versions.ts'

/** What the tests of transfer work with: an emulator, a client without waits, a folder of its own. */
export interface Bench extends AsyncDisposable {
  emulator: Emulator
  readonly folder: string
  client(version?: ApiVersion): ReturnType<typeof createPictureClient>
  pull(options?: Partial<PullOptions>): Promise<TransferSummary & { readonly events: readonly TransferEvent[] }>
  /** Ends the emulator, and starts one with other entities under the same URL. */
  reseed(entities: readonly SeedEntity[]): Promise<void>
  /** The requests since the last time it was asked. */
  requests(): string[]
  file(path: string): Buffer
  write(path: string, bytes: Uint8Array | string): void
  /** All files but the state's, sorted. */
  files(): string[]
}

export async function openBench(options: Parameters<typeof startEmulator>[0] = {}): Promise<Bench> {
  const first = await startEmulator(options)
  const folder = mkdtempSync(join(tmpdir(), 'bc-pictures-transfer-'))
  let seen: string | undefined
  const client = (version: ApiVersion = 'v2.0') => clientOf(bench.emulator, version)
  const bench: Bench = {
    emulator: first,
    folder,
    client,
    async pull(more = {}) {
      const events: TransferEvent[] = []
      const given = { folder, parents: ['items'], ...more, onEvent: (event: TransferEvent) => void events.push(event) }
      return { ...(await pull(client(), given)), events }
    },
    async reseed(entities) {
      const { port } = bench.emulator
      await bench.emulator.close()
      bench.emulator = await startEmulator({ ...options, seed: entities, port })
      seen = undefined
    },
    requests() {
      // The journal keeps the latest thousand only, so places in it move.
      const all = bench.emulator.requests()
      const fresh = all.slice(all.findIndex(({ correlationId }) => correlationId === seen) + 1)
      seen = all.at(-1)?.correlationId
      return fresh.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)
    },
    file: (path) => readFileSync(join(folder, path)),
    write: (path, bytes) => writeFileSync(join(folder, path), bytes),
    files: () => filesIn(folder),
    async [Symbol.asyncDispose]() {
      await bench.emulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return bench
}

/** A client that does not wait long between tries. */
export function clientOf(emulator: Emulator, version: ApiVersion = 'v2.0') {
  return createPictureClient<ApiVersion>({
    baseUrl: emulator.baseUrls[version],
    apiVersion: version,
    auth: 'token',
    company: emulator.companyId,
    limits: createLimits({ requests: 1_000_000 }),
    retry: { delay: 5, maxDelay: 50 },
  })
}

export function filesIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return all.filter((path) => !path.startsWith('.bc-pictures') && statSync(join(folder, path)).isFile()).toSorted()
}

/** The id of an item of an emulator. */
export async function idOf(emulator: Emulator, number: string): Promise<string> {
  for await (const item of clientOf(emulator).list('items', {
    filter: `number eq '${number}'`,
    expandPicture: false,
  })) {
    return item.id
  }
  throw new Error(`no item ${number}`)
}

/** Puts a picture into an item, or takes it away, as somebody else would. */
export async function setPicture(emulator: Emulator, number: string, bytes: Uint8Array | null): Promise<void> {
  const picture = clientOf(emulator).picture('items', await idOf(emulator, number))
  if (bytes) await picture.upload(bytes, { anyFormat: true })
  else await picture.delete()
}

/** What an item's picture hashes to, as it is served; null without one. */
export async function servedHash(emulator: Emulator, number: string): Promise<string | null> {
  const content = await clientOf(emulator)
    .picture('items', await idOf(emulator, number))
    .download()
  return content && sha256(await content.bytes())
}

/** A small PNG in one colour, different for each number. */
export function png(colour: number, width = 2, height = 2): Buffer {
  const row = Buffer.concat([Buffer.of(0), ...Array.from({ length: width }, () => rgb(colour))])
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND'),
  ])
}

const rgb = (colour: number) => Buffer.of((colour >> 16) & 255, (colour >> 8) & 255, colour & 255)

export function chunk(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Items numbered from 1000 on, each with a picture unless `picture` returns none. */
export function items(count: number, picture: (index: number) => Uint8Array | undefined = (index) => png(index + 1)) {
  return Array.from({ length: count }, (_, index): SeedEntity => {
    const bytes = picture(index)
    const number = String(1000 + index)
    return seed.item({ number, displayName: `Item ${number}`, ...(bytes ? { picture: bytes } : {}) })
  })
}
