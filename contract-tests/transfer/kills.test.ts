import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { runAndKill, runToEnd, seededRandom } from './command-process.ts'
import { clientOf, filesIn, items, png } from './harness.ts'

/** `make soak` runs a hundred. */
const KILLS = Number(process.env.TRANSFER_KILLS ?? 2)
const SEED = Number(process.env.TRANSFER_SEED ?? 1)
const TIMEOUT = 120_000 + KILLS * 20_000
const COUNT = 60
const numbers = Array.from({ length: COUNT }, (_, index) => String(1000 + index))

/** Slow enough that a kill meets a run amid its work. */
const SLOW = ['* **/pictureContent delay ms=40']

const STORM = [
  `* ** 429 retry-after=0 probability=0.1 seed=${SEED}`,
  `* ** 503 probability=0.02 seed=${SEED + 1}`,
  `* ** drop probability=0.01 seed=${SEED + 2}`,
  // Rare: a picture that is cut at the same byte twice in a row is taken for one that is stored like that.
  `GET ** truncate probability=0.002 seed=${SEED + 3}`,
]

const worlds = [
  ['stores anew', 'reencoded', SLOW],
  ['stores verbatim', 'verbatim', SLOW],
  ['stores anew, in a storm', 'reencoded', [...SLOW, ...STORM]],
  ['stores verbatim, in a storm', 'verbatim', [...SLOW, ...STORM]],
] as const

interface World extends AsyncDisposable {
  readonly emulator: Emulator
  readonly folder: string
  readonly random: () => number
  /** What every item's picture hashes to, past all faults. */
  served(): Promise<Map<string, string>>
}

/** @param pictures how many of the items have a picture at the start */
async function openWorld(mode: 'reencoded' | 'verbatim', faults: readonly string[], pictures: number): Promise<World> {
  const picture = (index: number) => (index < pictures ? png(index + 1, 20, 20) : undefined)
  const quirks = { 'stored-bytes': mode } as const
  const emulator = await startEmulator({ seed: items(COUNT, picture), faults, quirks })
  const folder = mkdtempSync(join(tmpdir(), 'bc-pictures-kills-'))
  return {
    emulator,
    folder,
    random: seededRandom(SEED),
    async served() {
      emulator.clearFaults()
      const hashes = new Map<string, string>()
      const client = clientOf(emulator)
      for await (const item of client.list('items')) {
        const content = await client.picture('items', item.id).download()
        if (content) hashes.set(String(item.number), sha256(await content.bytes()))
      }
      emulator.addFaults(...faults)
      return hashes
    },
    async [Symbol.asyncDispose]() {
      await emulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describe.each(worlds)('a run that is killed again and again, on a server that %s', (_, mode, faults) => {
  it(
    `pulls every picture whole, and none again that was whole (${KILLS} kills)`,
    async () => {
      await using world = await openWorld(mode, faults, COUNT)
      const { emulator, folder, random } = world
      const args = ['pull', 'items', folder]
      let there = await world.served()
      const ever = new Set(there.values())
      const kills = new Kills()
      while (kills.go()) {
        const whole = new Set(numbers.filter((number) => isWhole(folder, number, there)))
        const seen = emulator.requests().at(-1)?.correlationId
        const code = kills.count(await runAndKill(emulator, args, random() * 600))
        const again = contentRequests(emulator, seen, await idsOf(emulator)).filter((number) => whole.has(number))
        expect(again).toEqual([])
        for (const file of filesIn(folder)) {
          expect([...ever], `${file} is half a picture`).toContain(sha256(readFileSync(join(folder, file))))
        }
        if (code === null) continue
        for (const number of numbers)
          if (random() < 0.4) await replace(emulator, number, png(Math.floor(random() * 2 ** 24), 20, 20))
        there = await world.served()
        for (const hash of there.values()) ever.add(hash)
      }
      const { code, output } = await runToSuccess(emulator, args)
      expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' })
      there = await world.served()
      expect(filesIn(folder)).toEqual(numbers.map((number) => `${number}.png`))
      for (const number of numbers) expect(isWhole(folder, number, there), number).toBe(true)
      expect(readdirSync(join(folder, '.bc-pictures'))).toEqual(['state.sqlite'])
    },
    TIMEOUT,
  )

  it(
    `pushes every picture to its item, keeps all that it replaces, and leaves nothing behind (${KILLS} kills)`,
    async () => {
      await using world = await openWorld(mode, faults, 0)
      const { emulator, folder, random } = world
      const args = ['push', folder, '--force']
      const edit = (number: string) =>
        writeFileSync(join(folder, `${number}.png`), png(Math.floor(random() * 2 ** 24), 20, 20))
      numbers.forEach(edit)
      const overwritten = new Set<string>()
      const kills = new Kills()
      while (kills.go()) {
        const code = kills.count(await runAndKill(emulator, args, random() * 1000))
        if (code === null) continue
        // In a storm an upload may fail after all retries; the next run sends it.
        if (code !== 0) continue
        const served = await world.served()
        for (const number of numbers) {
          if (random() > 0.4) continue
          overwritten.add(served.get(number) ?? '')
          edit(number)
        }
      }
      const { code, output } = await runToSuccess(emulator, args)
      expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' })
      await expectSamePixels(world)
      const copies = new Set(
        filesBelow(join(folder, '.bc-pictures/replaced')).map((file) => sha256(readFileSync(file))),
      )
      for (const hash of overwritten) expect(copies.has(hash), 'a replaced picture without a copy').toBe(true)
      expect(readdirSync(join(folder, '.bc-pictures')).filter((name) => name !== 'replaced')).toEqual(['state.sqlite'])
      const again = await runToSuccess(emulator, args)
      expect(again.output).toMatch(new RegExp(`${COUNT} {2}unchanged`))
    },
    TIMEOUT,
  )
})

// An undo takes a whole push before it, and half a minute in a storm: `make soak` tries all four.
describe.each(KILLS > 2 ? worlds : [worlds[0]])(
  'an undo that is killed again and again, on a server that %s',
  (_, mode, faults) => {
    it(
      `ends with every picture what it was, changes nothing else, and leaves nothing behind (${KILLS} kills)`,
      async () => {
        await using world = await openWorld(mode, faults, COUNT / 2)
        const { emulator, folder, random } = world
        const before = await world.served()
        const pushAnew = async () => {
          // It is the undo that meets the storm.
          emulator.clearFaults()
          for (const number of numbers)
            writeFileSync(join(folder, `${number}.png`), png(Math.floor(random() * 2 ** 24), 20, 20))
          expect((await runToSuccess(emulator, ['push', folder, '--force'])).code).toBe(0)
          return world.served()
        }
        let pushed = await pushAnew()
        const ours = () => filesIn(folder).map((file) => sha256(readFileSync(join(folder, file))))
        const kills = new Kills()
        while (kills.go()) {
          const files = ours()
          const args = ['push', folder, '--undo', 'last']
          const code = kills.count(await runAndKill(emulator, args, random() * 800))
          expect(ours()).toEqual(files)
          const served = await world.served()
          for (const number of numbers)
            expect([before.get(number), pushed.get(number)], number).toContain(served.get(number))
          if (isUndoing(folder)) continue
          // Killed before it had begun or after it had ended, or ended by itself; nothing in between.
          if (code === null) expect([before, pushed]).toContainEqual(served)
          else expect(served).toEqual(before)
          if (isDeepStrictEqual(served, before)) pushed = await pushAnew()
        }
        const { code, output } = await runToSuccess(emulator, ['push', folder, '--undo', 'last'])
        expect({ code, output: code ? output : '' }).toEqual({ code: 0, output: '' })
        expect(await world.served()).toEqual(before)
        expect(readdirSync(join(folder, '.bc-pictures'))).toEqual(['replaced', 'state.sqlite'])
        expect(filesBelow(folder).filter((file) => !/(\.png|state\.sqlite)$/.test(file))).toEqual([])
      },
      TIMEOUT,
    )
  },
)

/** Whether an undo has begun and not ended: the same command goes on with it then. */
function isUndoing(folder: string): boolean {
  const state = new DatabaseSync(join(folder, '.bc-pictures/state.sqlite'))
  const row = state.prepare("SELECT value FROM meta WHERE key = 'undoing'").get()
  state.close()
  return row !== undefined
}

/** Goes on until so many runs were killed: those that ended before do not count. */
class Kills {
  #killed = 0
  #runs = 0

  go(): boolean {
    if (this.#killed === KILLS) return false
    expect(this.#runs, 'nearly every run ended before it was killed').toBeLessThan(20 + KILLS * 6)
    return true
  }

  count(code: number | null): number | null {
    this.#runs += 1
    if (code === null) this.#killed += 1
    return code
  }
}

/** Runs the command until it ends with 0: in a storm something may fail after all retries, and the next run does it. */
async function runToSuccess(emulator: Emulator, args: readonly string[]) {
  for (let run = 1; ; run += 1) {
    const ended = await runToEnd(emulator, args)
    if (ended.code === 0 || run === 5) return ended
  }
}

const idCache = new WeakMap<Emulator, Map<string, string>>()

async function idsOf(emulator: Emulator): Promise<Map<string, string>> {
  const known = idCache.get(emulator)
  if (known) return known
  const faults = emulator.faults().map(({ rule }) => rule)
  emulator.clearFaults()
  const ids = new Map<string, string>()
  for await (const { id, number } of clientOf(emulator).list('items', { expandPicture: false }))
    ids.set(id, String(number))
  emulator.addFaults(...faults)
  idCache.set(emulator, ids)
  return ids
}

/** The numbers whose content was asked for and answered after a request. */
function contentRequests(emulator: Emulator, since: string | undefined, ids: ReadonlyMap<string, string>): string[] {
  const all = emulator.requests()
  const fresh = all.slice(all.findIndex(({ correlationId }) => correlationId === since) + 1)
  return fresh.flatMap(({ method, path, status }) => {
    const [, id = ''] = /items\(([^)]+)\)\/picture\/pictureContent/.exec(path) ?? []
    return method === 'GET' && status === 200 ? (ids.get(id) ?? []) : []
  })
}

function isWhole(folder: string, number: string, served: ReadonlyMap<string, string>): boolean {
  try {
    return sha256(readFileSync(join(folder, `${number}.png`))) === served.get(number)
  } catch {
    return false
  }
}

async function replace(emulator: Emulator, number: string, bytes: Uint8Array): Promise<void> {
  const [id = ''] = [...(await idsOf(emulator))].find(([, one]) => one === number) ?? []
  await clientOf(emulator).picture('items', id).upload(bytes)
}

async function expectSamePixels({ emulator, folder }: World): Promise<void> {
  emulator.clearFaults()
  const client = clientOf(emulator)
  const pixels = (bytes: Uint8Array) => sharp(bytes).ensureAlpha().raw().toBuffer()
  for await (const item of client.list('items')) {
    const content = await client.picture('items', item.id).download()
    const ours = await pixels(readFileSync(join(folder, `${item.number}.png`)))
    expect(ours.equals(await pixels((await content?.bytes()) ?? new Uint8Array())), String(item.number)).toBe(true)
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return all.filter((file) => statSync(file).isFile())
}
