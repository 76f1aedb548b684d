import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { basic } from '../../client/index.ts'
import { startHostileProxy } from './hostile-proxy.ts'
import { isSame, nameOf, pictureOf } from './pictures.ts'
import type { Random } from './random.ts'
import { someSubject } from './subject.ts'
import type { Kind, World } from './world.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** A source of an upload, and whether it gives all of its bytes. */
interface Source {
  readonly body: unknown
  readonly whole: boolean
}

/** Node's `ReadableStream.from`, which the types of the DOM do not have. */
function streamOf(source: AsyncIterable<Bytes>): ReadableStream<Bytes> {
  return (ReadableStream as unknown as { from(from: AsyncIterable<Bytes>): ReadableStream<Bytes> }).from(source)
}

/** Sources as people write them, and as they break. */
function sourceOf(bytes: Bytes, random: Random): Source {
  const half = bytes.slice(0, Math.ceil(bytes.length / 2))
  const good = async function* () {
    yield half
    await Promise.resolve()
    yield bytes.slice(half.length)
  }
  const failsAtOnce = async function* (): AsyncGenerator<Bytes> {
    if (half.length >= 0) throw new Error('The source fails before its first byte.')
    yield half
  }
  const failsLater = async function* () {
    yield half
    await new Promise((resolve) => setTimeout(resolve, 2))
    throw new Error('The source fails amid its bytes.')
  }
  const odd = (give: unknown) =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(give)
        controller.close()
      },
      cancel() {
        throw new Error('It does not want to be cancelled.')
      },
    })
  return random.pick<() => Source>([
    () => ({ body: bytes, whole: true }),
    () => ({ body: new Blob([bytes]), whole: true }),
    () => ({ body: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), whole: true }),
    () => ({ body: streamOf(good()), whole: true }),
    () => ({ body: () => streamOf(good()), whole: true }),
    () => ({ body: streamOf(failsAtOnce()), whole: false }),
    () => ({ body: () => streamOf(failsAtOnce()), whole: false }),
    () => ({ body: streamOf(failsLater()), whole: false }),
    () => ({ body: () => streamOf(failsLater()), whole: false }),
    () => ({ body: odd('a text'), whole: false }),
    () => ({ body: odd(7), whole: false }),
    () => ({
      body: () => {
        throw new Error('The source cannot be opened.')
      },
      whole: false,
    }),
    () => ({ body: new ReadableStream({ pull: () => new Promise(() => undefined) }), whole: false }),
  ])()
}

interface Stage extends AsyncDisposable {
  readonly proxy: Awaited<ReturnType<typeof startHostileProxy>>
  readonly subject: Awaited<ReturnType<typeof someSubject>>
  readonly picture: ReturnType<ReturnType<World['parts']['createPictureClient']>['picture']>
}

/** An emulator, a hostile proxy, and a client of the picture of some entity. */
async function stage({ parts, random, secret, hear }: World): Promise<Stage> {
  const quirks = { 'stored-bytes': random.pick(['reencoded', 'verbatim'] as const) }
  const emulator = await parts.startEmulator({ auth: 'none', quirks })
  const subject = await someSubject(emulator, random)
  const proxy = await startHostileProxy(emulator.url, random, random.pick([0, 0.2, 0.5, 0.9]))
  const client = parts.createPictureClient({
    baseUrl: emulator.baseUrls['v2.0'].replace(emulator.url, proxy.url),
    apiVersion: 'v2.0',
    company: emulator.companyId,
    auth: random.chance(0.5) ? secret.token : basic({ user: secret.user, accessKey: secret.accessKey }),
    timeout: random.whole(150, 600),
    retry: { limit: random.whole(0, 3), delay: 5, maxDelay: 300, budget: 3000 },
    maxResponseSize: 2 << 20,
    log: hear,
  })
  return {
    proxy,
    subject,
    picture: client.picture(subject.parent as 'items', subject.id),
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await emulator.close()
    },
  }
}

/** Settles a call; what it rejects with is heard. */
async function outcome<T>(world: World, call: () => Promise<T>): Promise<{ value: T } | undefined> {
  try {
    return { value: await call() }
  } catch (error) {
    world.hear(error)
    return undefined
  }
}

function signalOf(random: Random): { signal?: AbortSignal } {
  return random.chance(0.6)
    ? { signal: AbortSignal.timeout(random.whole(0, 1500)) }
    : { signal: AbortSignal.timeout(6000) }
}

async function uploads(world: World): Promise<void> {
  const { random } = world
  await using on = await stage(world)
  for (let round = 0; round < 4; round += 1) {
    const before = await on.subject.read()
    const bytes = pictureOf(random)
    const { body, whole } = sourceOf(bytes, random)
    const options = { anyFormat: true, ...signalOf(random), ...(random.chance(0.2) ? { size: bytes.length } : {}) }
    const done = await outcome(world, () => on.picture.upload(body as Bytes, options))
    await on.proxy.idle()
    const after = await on.subject.read()
    const isNew = await isSame(bytes, after)
    if (done && !whole) world.lost('An upload from a source that failed is said to be done.')
    else if (done && !isNew)
      world.lost(`An upload of ${nameOf(bytes)} is said to be done, and ${nameOf(after)} is there.`)
    else if (!done && !isNew && !(await isSame(before, after))) {
      world.lost(`An upload of ${nameOf(bytes)} failed: neither the old picture nor the new one is there.`)
    }
  }
}

async function downloads(world: World): Promise<void> {
  const { random } = world
  await using on = await stage(world)
  for (let round = 0; round < 4; round += 1) {
    await on.subject.put(random.chance(0.2) ? undefined : pictureOf(random))
    const there = await on.subject.read()
    const call = signalOf(random)
    const got = await outcome(world, async () => {
      if (random.chance(0.3)) return { info: await on.picture.info(call) }
      const content = await on.picture.download(call)
      return content === null ? null : await content.bytes()
    })
    await on.proxy.idle()
    if (got === undefined) continue
    if (got.value === null) {
      if (there !== undefined) world.lost('A download says that there is no picture, and there is one.')
    } else if (got.value instanceof Uint8Array) {
      if (nameOf(got.value) !== nameOf(there)) {
        world.lost(`A download gave ${got.value.length} bytes, and the picture has ${there?.length}.`)
      }
    }
  }
}

async function files(world: World): Promise<void> {
  const { random, parts } = world
  await using on = await stage(world)
  const folder = (random.chance(0.5) ? await world.smallDisk(1) : undefined) ?? world.folder
  const path = join(folder, 'picture.bin')
  const old = Buffer.from('the file of before')
  await writeFile(path, old)
  for (let round = 0; round < 3; round += 1) {
    const tooLarge = Buffer.alloc(1_500_000, random.whole(0, 255))
    await on.subject.put(random.chance(0.5) ? tooLarge : pictureOf(random))
    const there = await on.subject.read()
    const before = await readFile(path)
    const got = await outcome(world, () => parts.downloadTo(on.picture, path, signalOf(random)))
    await on.proxy.idle()
    const after = await readFile(path)
    const right = got?.value ? nameOf(there) : nameOf(before)
    if (nameOf(after) !== right)
      world.lost(`A file holds ${after.length} bytes that are neither the old nor the new ones.`)
    if (got?.value === null && there !== undefined) world.lost('A file was left alone, though there is a picture.')
    const left = (await readdir(folder)).filter((name) => name.endsWith('.part'))
    if (left.length > 0) world.unfit(`A temporary file is left: ${left.join()}.`)
  }
}

/** The wall clock jumps to and fro while requests are throttled. */
async function clocks(world: World): Promise<void> {
  const { random } = world
  const real = Date.now
  let offset = 0
  const timer = setInterval(() => {
    offset = random.whole(-3_600_000, 3_600_000)
  }, 15)
  Date.now = () => real() + offset
  try {
    await downloads(world)
    await uploads(world)
  } finally {
    Date.now = real
    clearInterval(timer)
  }
}

/** Cases of the client and of what it does with files. */
export const CLIENT_KINDS: readonly Kind[] = [
  { name: 'uploads from odd sources', weight: 6, limitMs: 60_000, run: uploads },
  { name: 'downloads of odd answers', weight: 6, limitMs: 60_000, run: downloads },
  { name: 'files on full disks', weight: 2, limitMs: 60_000, run: files },
  { name: 'clocks that jump', weight: 2, limitMs: 90_000, run: clocks },
]
