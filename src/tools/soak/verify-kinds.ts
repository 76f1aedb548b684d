import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { createReporter, REPORTERS, type Report } from '../../verify/index.ts'
import { startHostileProxy } from './hostile-proxy.ts'
import { isSame, nameOf, pictureOf } from './pictures.ts'
import type { Random } from './random.ts'
import { someSubject } from './subject.ts'
import type { Kind, World } from './world.ts'

const CHECKS = ['upload', 'replace', 'formats', 'bytes', 'delete', 'delete-again', 'empty-upload', 'last-modified']

/** What a terminal acts on: no report holds it. */
const ODD = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u

/** The SHA-256 of every file in a folder, at any depth. */
async function copiesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return Promise.all(files.map(async ({ parentPath, name }) => nameOf(await readFile(join(parentPath, name)))))
}

/** The original is there, or a copy of it lies on the disk and (unless the run was killed) is named. */
async function judge(
  world: World,
  original: Buffer<ArrayBuffer> | undefined,
  now: Buffer<ArrayBuffer> | undefined,
  said: string | undefined,
) {
  if (await isSame(original, now)) return
  const copied = original === undefined || (await copiesIn(world.folder)).includes(nameOf(original))
  if (!copied)
    return world.lost(`${nameOf(original)} was there before verify, ${nameOf(now)} is there now, and there is no copy.`)
  if (
    said !== undefined &&
    !/could not be (put back|taken away)|somebody else changed it|cannot be read any more/.test(said)
  ) {
    world.lost(`${nameOf(now)} is there after verify, not ${nameOf(original)}, and no word of it: ${said.slice(-1500)}`)
  }
}

/** Every report of a run, as the command would write it. */
async function hearReports(world: World, report: Report): Promise<void> {
  for (const name of REPORTERS) {
    let text = ''
    const reporter = createReporter(name, (part) => {
      text += part
    })
    for (const result of report.results) reporter.result(result)
    await reporter.end(report)
    world.hear(text)
    const odd = text.split('\n').find((line) => ODD.test(stripVTControlCharacters(line.replace(/^\t+/, ''))))
    if (odd !== undefined)
      world.unfit(`The report ${name} holds a character that a terminal acts on: ${JSON.stringify(odd).slice(0, 300)}`)
  }
}

/** The library on a server that misbehaves, interrupted now and then. */
async function library(world: World): Promise<void> {
  const { random, parts, secret, folder } = world
  const quirks = { 'stored-bytes': random.pick(['reencoded', 'verbatim'] as const) }
  await using emulator = await parts.startEmulator({ auth: 'none', quirks })
  const subject = await someSubject(emulator, random)
  if (random.chance(0.3)) await subject.put(random.chance(0.5) ? undefined : pictureOf(random))
  const original = await subject.read()
  await using proxy = await startHostileProxy(emulator.url, random, 0)
  const stop = new AbortController()
  const said: string[] = []
  // The list of companies is read in peace more often than not, so that something is written at all.
  const calm = random.chance(0.8)
  if (!calm) proxy.probability = 0.1
  const key = Buffer.from(`${secret.user}:${secret.accessKey}`).toString('base64')
  const authorization = random.chance(0.5) ? `Bearer ${secret.token}` : `Basic ${key}`
  const timer = random.chance(0.3) ? setTimeout(() => stop.abort(), random.whole(0, 600)) : undefined
  try {
    const report = await parts.verify({
      target: {
        baseUrl: emulator.baseUrls['v2.0'].replace(emulator.url, proxy.url),
        apiVersion: 'v2.0',
        company: undefined,
        authorization: async () => authorization,
        secrets: [secret.token, secret.accessKey],
      },
      write: true,
      entities: [{ parent: subject.parent, key: subject.id }],
      parents: [subject.parent],
      only: ['picture-metadata', ...new Set([random.pick(CHECKS), random.pick(CHECKS)])],
      saveTo: join(folder, 'saved'),
      timeoutMs: 800,
      restoreForMs: random.pick([300, 3000]),
      signal: stop.signal,
      onNote: (note) => {
        said.push(note)
        if (calm && note.includes('is saved in')) proxy.probability = random.pick([0.05, 0.2, 0.5])
      },
      onResult: () => {
        if (random.chance(0.2)) proxy.probability = random.pick([0, 0.1, 0.3, 1])
      },
    })
    said.push(...report.notRestored)
    await hearReports(world, report)
  } catch (error) {
    world.hear(error)
    said.push(String((error as Error).message))
  } finally {
    clearTimeout(timer)
  }
  for (const note of said) world.hear(note)
  await proxy.idle()
  await judge(world, original, await subject.read(), said.join('\n'))
}

interface Started {
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<{ code: number | null; said: string }>
}

/** Runs `bc-pictures verify` as a process, with its output somewhere odd. */
async function start(world: World, args: string[], cwd: string, output: string | undefined): Promise<Started> {
  const { parts, secret } = world
  await mkdir(cwd, { recursive: true })
  const file = output === undefined ? undefined : await open(output, 'w')
  const child = spawn(process.execPath, [parts.command, 'verify', ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', BC_TOKEN: secret.token, TMPDIR: cwd },
    stdio: ['ignore', file?.fd ?? 'pipe', 'pipe'],
  })
  await file?.close()
  const heard: string[] = []
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => heard.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = once(child, 'close').then(([code]) => {
    for (const text of [heard.join(''), said]) world.hear(text)
    if (/^\s+at .*:\d+:\d+\)?$/m.test(said)) world.unfit(`A stack on stderr: ${said.slice(0, 1500)}`)
    return { code: code as number | null, said }
  })
  if (world.random.chance(0.1)) child.stdout?.destroy()
  return { kill: (signal) => void child.kill(signal), ended }
}

function outputOf(random: Random): string | undefined {
  return existsSync('/dev/full') && random.chance(0.2) ? '/dev/full' : undefined
}

/** The command, interrupted, killed, and without anywhere to write to. */
async function command(world: World): Promise<void> {
  const { random, parts, folder } = world
  await using emulator = await parts.startEmulator({ auth: 'none' })
  await using proxy = await startHostileProxy(emulator.url, random, 0)
  const subject = await someSubject(emulator, random)
  const original = await subject.read()
  const base = emulator.baseUrls['v2.0'].replace(emulator.url, proxy.url)
  const reporter = random.pick(REPORTERS)
  const args = ['--base-url', base, '--write', '--entity', `${subject.parent}:${subject.id}`, '--reporter', reporter]
  const run = await start(world, [...args, '--parents', subject.parent], join(folder, 'run'), outputOf(random))
  const signal = random.pick(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL', undefined] as const)
  const wrote = () => emulator.requests().some(({ method }) => method === 'PATCH' || method === 'DELETE')
  const over = run.ended.then(() => true)
  while (!wrote() && !(await Promise.race([over, delay(10)])));
  if (random.chance(0.3)) proxy.probability = 0.05
  await Promise.race([over, delay(random.whole(0, 800))])
  if (signal) run.kill(signal)
  // A server that is well again gets its picture back.
  await Promise.race([over, delay(300)])
  proxy.probability = 0
  const { said } = await run.ended
  await proxy.idle()
  await judge(world, original, await subject.read(), signal === 'SIGKILL' ? undefined : said)
}

/** Two commands on one entity at once, as on two machines. */
async function twoCommands(world: World): Promise<void> {
  const { random, parts, folder } = world
  await using emulator = await parts.startEmulator({ auth: 'none' })
  const subject = await someSubject(emulator, random)
  const original = await subject.read()
  const args = ['--base-url', emulator.baseUrls['v2.0'], '--write', '--entity', `${subject.parent}:${subject.id}`]
  const all = [...args, '--parents', subject.parent, '--json']
  const first = await start(world, all, join(folder, 'a'), undefined)
  await delay(random.whole(0, 400))
  const second = await start(world, all, join(folder, 'b'), undefined)
  const said = (await Promise.all([first.ended, second.ended])).map((run) => run.said)
  await judge(world, original, await subject.read(), said.join('\n'))
}

/** Cases of verify. */
export const VERIFY_KINDS: readonly Kind[] = [
  { name: 'verify on hostile servers', weight: 6, limitMs: 120_000, run: library },
  { name: 'verify interrupted and killed', weight: 2, limitMs: 120_000, run: command },
  { name: 'two runs of verify at once', weight: 1, limitMs: 120_000, run: twoCommands },
]
