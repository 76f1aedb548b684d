import type * as Client from '../../../src/client/index.ts'
import type { ApiVersion } from '../../../src/versions.ts'

/** The package's main entry, as whoever runs the program has imported it. */
export type ClientModule = typeof Client

/** The servers that the program runs against. What is left out cannot be reached from where it runs. */
export interface Settings {
  /** Origin of an emulator that takes any bearer token. */
  emulator: string
  baseUrls: Record<ApiVersion, string>
  company: string
  /** An item with a picture, and an item without one. */
  item: string
  bareItem: string
  /** Base URL of an emulator with basic sign-in. */
  basic?: string
  /** An emulator with a token endpoint. */
  oauth?: { baseUrl: string; tokenUrl: string }
  /** Origin of a server that cuts answers short and redirects to `elsewhere`. */
  gateway?: string
  /** Origin of a server that writes down what it is asked; `/seen` gives that back. */
  elsewhere?: string
  /** An empty folder for files. */
  folder?: string
}

/** One thing that has to be so. `run` rejects when it is not. */
export interface Check {
  name: string
  run(): Promise<void>
}

/** A request that the emulator has answered, as far as the checks look at it. */
export interface Answered {
  method: string
  status: number | null
  requestBytes: number
}

/** What the checks work with. */
export interface Stage {
  bc: ClientModule
  settings: Settings
  /** A client of the first emulator, in v2.0, with short waits. */
  client(options?: Partial<Client.PictureClientOptions<'v2.0'>>): Client.PictureClient<'v2.0'>
  /** The picture of {@link Settings.item}. */
  picture(options?: Partial<Client.PictureClientOptions<'v2.0'>>): Client.Picture
  /** Makes requests fail (docs/emulator.md, "Faults"). */
  fault(...rules: string[]): Promise<void>
  /** The SHA-256 of what the emulator holds for the item, fetched without the client; null without a picture. */
  stored(): Promise<string | null>
  /** What the emulator was asked for with this method. */
  answered(method: string): Promise<Answered[]>
  /** Puts the emulator back to its seed. */
  reset(): Promise<void>
}

/** Makes the stage of a run. */
export function createStage(bc: ClientModule, settings: Settings): Stage {
  const { emulator, baseUrls, company, item } = settings
  const control = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${emulator}/_emulator/${path}`, init)
    if (!response.ok) throw new Error(`${path} is answered with ${response.status}: ${await response.text()}`)
    return response
  }
  const client: Stage['client'] = (options) =>
    bc.createPictureClient({
      baseUrl: baseUrls['v2.0'],
      apiVersion: 'v2.0',
      auth: 'a-token',
      company,
      retry: { delay: 10 },
      ...options,
    })
  return {
    bc,
    settings,
    client,
    picture: (options) => client(options).picture('items', item),
    fault: async (...rules) => void (await control('faults', { method: 'POST', body: rules.join('\n') })),
    async stored() {
      const url = `${baseUrls['v2.0']}/companies(${company})/items(${item})/picture/pictureContent`
      const response = await fetch(url, { headers: { Authorization: 'Bearer witness' } })
      return response.status === 204 ? null : sha256(await response.arrayBuffer())
    },
    async answered(method) {
      const all = (await (await control('requests')).json()) as Answered[]
      return all.filter((request) => request.method === method)
    },
    reset: async () => void (await control('reset', { method: 'POST' })),
  }
}

/** Bytes that begin like a PNG and go on without any pattern, the same for the same seed. */
export function imageOf(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let state = seed
  for (let index = 0; index < size; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    bytes[index] = state >>> 24
  }
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return bytes
}

/** A stream of the bytes, in pieces. */
export function streamOf(bytes: Uint8Array<ArrayBuffer>, piece = 50_000): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + piece))
      at += piece
    },
  })
}

/** The SHA-256 of some bytes, in hex. */
export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Fails unless both are the same, looked at as JSON. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (is !== should) throw new Error(`${what}: ${is}, not ${should}`)
}

/** Fails unless a condition holds. */
export function holds(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what)
}

/** What a promise rejects with. Fails when it does not, or when the error is none that `fits`. */
export async function rejection<E = Error>(
  promise: Promise<unknown>,
  fits: (error: unknown) => boolean,
  what: string,
): Promise<E> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if (!('error' in outcome)) throw new Error(`${what}: there is no error, but ${String(outcome.value)}`)
  if (!fits(outcome.error)) throw new Error(`${what}: the error is another one`, { cause: outcome.error })
  return outcome.error as E
}
