import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { isSame, nameOf, pictureOf } from './pictures.ts'
import { type Random, randomOf } from './random.ts'
import { type Subject, someSubject } from './subject.ts'
import type { Kind, World } from './world.ts'

interface Running {
  readonly child: ChildProcess
  readonly baseUrls: Record<'v2.0' | 'v1.0' | 'beta', string>
  readonly companyId: string
  readonly url: string
  stop(signal: NodeJS.Signals): Promise<void>
}

/** Starts the emulator's command, and waits until it is ready. */
async function startCommand(world: World, data: string): Promise<Running> {
  const args = [world.parts.command, 'emulator', '--port', '0', '--data', data, '--auth', 'none', '--json']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stderr?.on('data', (chunk: Buffer) => world.hear(chunk.toString()))
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const ended = once(child, 'exit')
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)])
  if (first === undefined) throw new Error('The emulator ended before it was ready.')
  const told = JSON.parse(String(first[0]))
  return {
    ...told,
    child,
    stop: async (signal) => {
      child.kill(signal)
      await ended
      lines.close()
    },
  }
}

/** Uploads and deletes that the emulator has acknowledged outlive its death. */
async function kills(world: World): Promise<void> {
  const { random } = world
  const data = join(world.folder, 'data')
  const which = random.whole(0, 2 ** 31)
  /** What may be there: what was acknowledged last, and what was on its way. */
  let possible: (Uint8Array | undefined)[] | undefined
  for (let life = 0; life < 3; life += 1) {
    const emulator = await startCommand(world, data)
    const subject = await someSubject(emulator, randomOf(which))
    const there = await subject.read()
    const known = await Promise.all((possible ?? [there]).map((bytes) => isSame(bytes, there)))
    if (!known.includes(true)) world.lost(`After a kill ${nameOf(there)} is there, which nobody put there last.`)
    const state = { possible: [there] as (Uint8Array | undefined)[] }
    const writing = (async () => {
      for (;;) {
        const bytes = random.chance(0.15) ? undefined : pictureOf(random)
        state.possible = [state.possible[0], bytes]
        await subject.put(bytes)
        state.possible = [bytes]
      }
    })().catch(() => undefined)
    await delay(random.whole(0, 250))
    await emulator.stop(random.chance(0.8) ? 'SIGKILL' : 'SIGTERM')
    await writing
    possible = state.possible
  }
}

/** On a full disk nothing is lost, nothing hangs, and the connection can still be used. */
async function fullDisks(world: World): Promise<void> {
  const { random } = world
  const disk = await world.smallDisk(random.whole(3, 6))
  if (disk === undefined) return
  const emulator = await startCommand(world, join(disk, 'data'))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    const subject = await someSubject(emulator, random)
    const set = `${emulator.baseUrls['v2.0']}/companies(${emulator.companyId})/${subject.parent}(${subject.id})/picture`
    let there = await subject.read()
    for (let round = 0; round < 8; round += 1) {
      const bytes = Buffer.alloc(random.whole(1, 2_500_000), random.whole(0, 255))
      const status = await ask(agent, 'PATCH', `${set}/pictureContent`, bytes)
      const next = await ask(agent, 'GET', set)
      if (next !== 200)
        world.unfit(`After an upload that ended with ${status}, the next request on the connection ends with ${next}.`)
      const after = await subject.read()
      const right = status === 204 ? bytes : there
      if (nameOf(after) !== nameOf(right))
        world.lost(`An upload ended with ${status}, and ${nameOf(after)} is there, not ${nameOf(right)}.`)
      there = after
    }
    // What lies there outlives a kill.
    await emulator.stop('SIGKILL')
    const again = await startCommand(world, join(disk, 'data'))
    const { read } = await someSubjectNamed(again, subject)
    const kept = await read()
    if (nameOf(kept) !== nameOf(there)) world.lost('A picture on a full disk did not outlive a kill.')
    await again.stop('SIGTERM')
  } finally {
    agent.destroy()
    emulator.child.kill('SIGKILL')
  }
}

async function someSubjectNamed(emulator: Running, { parent, id }: Subject) {
  const content = `${emulator.baseUrls['v2.0']}/companies(${emulator.companyId})/${parent}(${id})/picture/pictureContent`
  return {
    read: async () => {
      const response = await fetch(content)
      return response.status === 204 ? undefined : Buffer.from(await response.arrayBuffer())
    },
  }
}

/** The status of one request on a kept connection; 0 where it broke, -1 where nothing came for ten seconds. */
async function ask(agent: Agent, method: string, url: string, body?: Buffer): Promise<number> {
  const headers = body
    ? { 'If-Match': '*', 'Content-Type': 'application/octet-stream', 'Content-Length': body.length }
    : {}
  return new Promise((resolve) => {
    const outgoing = request(url, { agent, method, headers, timeout: 10_000 }, (response) => {
      buffer(response).then(
        () => resolve(response.statusCode ?? 0),
        () => resolve(0),
      )
    })
    outgoing.on('timeout', () => {
      resolve(-1)
      outgoing.destroy()
    })
    outgoing.on('error', () => resolve(0))
    outgoing.end(body)
  })
}

/** Requests as no client sends them: the emulator answers others all the while. */
async function rawRequests(world: World): Promise<void> {
  const { random, parts } = world
  await using emulator = await parts.startEmulator({
    auth: 'none',
    limits: random.chance(0.2),
    faults: faultsOf(random),
  })
  const { hostname, port } = new URL(emulator.url)
  const sent = Array.from({ length: 12 }, () => rawRequest(emulator.baseUrls['v2.0'], random))
  await Promise.all(
    sent.map(async (text) => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => world.hear(chunk.toString('latin1').slice(0, 5000)))
      await once(socket, 'connect')
      socket.write(text)
      await Promise.race([once(socket, 'close').catch(() => undefined), delay(1500)])
      socket.destroy()
    }),
  )
  const from = performance.now()
  const health = await fetch(`${emulator.url}/_emulator/health`, { signal: AbortSignal.timeout(10_000) })
  const tookMs = performance.now() - from
  if (!health.ok) world.unfit(`The emulator's health is ${health.status} after raw requests.`)
  if (tookMs > 8000) world.unfit(`The emulator took ${tookMs} ms to say that it is well, after raw requests.`)
}

function faultsOf(random: Random): string[] {
  const rules = [
    'GET ** drop after=100 probability=0.2 seed=7',
    'PATCH **/pictureContent 429 retry-after=1 times=2',
    'GET ** delay ms=50 probability=0.3 seed=3',
    '* ** 500 probability=0.2 seed=5',
  ]
  return random.chance(0.5) ? [random.pick(rules)] : []
}

function rawRequest(baseUrl: string, random: Random): Buffer {
  const { pathname, host } = new URL(baseUrl)
  const long = random.pick([10, 1000, 60_000])
  const query = random.pick([
    `$expand=picture${'%20'.repeat(long)}`,
    `$filter=${'contains('.repeat(long)}`,
    `$filter=${'not '.repeat(long)}number%20eq%20'1'`,
    `$filter=number%20eq%20'${"''".repeat(long)}'`,
    `$select=${'id,'.repeat(long)}`,
    `$orderby=${'a%20desc,'.repeat(long)}`,
    '$top=-1&$skip=99999999999999999999',
    `%00%ff=${random.bytes(20).toString('hex')}`,
  ])
  const path = random.pick([
    `${pathname}/items?${query}`,
    `${pathname}/companies(x)/items`,
    `${pathname}/$batch`,
    '/_emulator/faults',
    '/../../etc/passwd',
    `/${'a'.repeat(long)}`,
  ])
  const body = random.pick(['', '{"requests":[null]}', `{"requests":${'['.repeat(long)}`, 'x'.repeat(long), '\u0000'])
  const lengths = random.pick([
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Content-Length: 5',
    'Content-Length: -1',
    'Transfer-Encoding: chunked',
    'Content-Length: 1\r\nContent-Length: 2',
  ])
  const head = [
    `${random.pick(['GET', 'PATCH', 'POST', 'DELETE', 'PUT', 'OPTIONS', 'WIBBLE'])} ${path} HTTP/1.1`,
    `Host: ${random.chance(0.9) ? host : 'evil.example'}`,
    `Content-Type: ${random.pick(['application/json', 'application/octet-stream', 'multipart/mixed; boundary=x', ';;'])}`,
    `If-Match: ${random.pick(['*', 'W/"', '"a"', ''])}`,
    lengths,
    random.chance(0.2) ? `X-Odd: ${'b'.repeat(long)}` : 'X-Odd: 1',
    random.chance(0.2) ? 'Expect: 100-continue' : 'Connection: close',
  ]
  const text = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1')
  return random.chance(0.2)
    ? text.subarray(0, random.whole(1, text.length))
    : random.chance(0.1)
      ? random.bytes(500)
      : text
}

/** Cases of the emulator. */
export const EMULATOR_KINDS: readonly Kind[] = [
  { name: 'kills of the emulator', weight: 2, limitMs: 90_000, run: kills },
  { name: 'full disks under the emulator', weight: 2, limitMs: 90_000, run: fullDisks },
  { name: 'raw requests to the emulator', weight: 3, limitMs: 60_000, run: rawRequests },
]
