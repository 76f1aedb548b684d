/*
 * Measures the emulator against its promises, in one run: `node bench/emulator.ts`. Requests per second are compared as
 * ratios, since a machine's own speed says nothing. Exits with 1 when a promise is not kept.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const company = 'companies(29a080a9-8dde-4d41-bc50-b9aac6b1ee1b)'
const picture = `${company}/items(07493b2c-d676-4d09-ba8c-fc03607cab76)/picture`
const headers = { Authorization: 'Bearer bench' }
const megabyte = 1024 * 1024

interface Running {
  readonly child: ChildProcess
  readonly url: string
  readonly readyMs: number
}

async function start(file: string, ...parameters: string[]): Promise<Running> {
  const begin = performance.now()
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, [path, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { child, url: JSON.parse(line).url, readyMs: performance.now() - begin }
}

/** The built command, as users run it. */
const startEmulator = (...flags: string[]) =>
  start('../dist/src/cli/main.js', 'emulator', '--port', '0', '--json', ...flags)

/**
 * Requests per second over kept connections. The requests are written as bytes and the answers hardly looked at: with
 * an HTTP client in the same machine, it would be the client that is measured.
 */
async function requestsPerSecond(url: string, milliseconds: number): Promise<number> {
  const { hostname, port, pathname } = new URL(url)
  const message = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer bench\r\n\r\n`
  const begin = performance.now()
  let done = 0
  const connection = async () => {
    const socket = connect(Number(port), hostname).setEncoding('latin1')
    let answer = ''
    socket.on('data', (text: string) => {
      answer += text
      if (!/}$|\r\n0\r\n\r\n$/.test(answer)) return
      if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`${url}: ${answer}`)
      answer = ''
      done++
      if (performance.now() - begin < milliseconds) socket.write(message)
      else socket.end()
    })
    socket.write(message)
    await once(socket, 'close')
  }
  await Promise.all(Array.from({ length: 16 }, connection))
  return (done * 1000) / (performance.now() - begin)
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

/** Rounds are interleaved, so that what else the machine does hits all servers alike. */
async function compareSpeed(): Promise<{ emulator: number; bare: number; prism: number }> {
  const own = await startEmulator()
  const emulator = `${own.url}/BC/api/v2.0/${picture}`
  const bare = await start('emulator-server.ts', 'bare', emulator)
  const prism = await start('emulator-server.ts', 'prism')
  const urls = { emulator, bare: bare.url, prism: `${prism.url}/${picture}` }
  const results: Record<keyof typeof urls, number[]> = { emulator: [], bare: [], prism: [] }
  const names = Object.keys(urls) as (keyof typeof urls)[]
  for (const milliseconds of [700, ...Array.from({ length: 9 }, () => 400)]) {
    for (const name of names) {
      const rate = await requestsPerSecond(urls[name], milliseconds)
      if (milliseconds < 700) results[name].push(rate)
    }
  }
  for (const { child } of [own, bare, prism]) child.kill('SIGKILL')
  return { emulator: median(results.emulator), bare: median(results.bare), prism: median(results.prism) }
}

/** The most memory, in bytes, that a process has had resident. Linux only. */
async function peakResident({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

/** Sends 350 MB up and down through a data folder, never more than a piece of it at once. */
async function streamThrough(): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'bc-pictures-bench-'))
  const { child, url } = await startEmulator('--data', data)
  const content = `${url}/BC/api/v2.0/${picture}/pictureContent`
  const piece = new Uint8Array(megabyte).fill(7)
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (sent++ < 350 ? controller.enqueue(piece) : controller.close()),
  })
  const init = { method: 'PATCH', headers: { ...headers, 'If-Match': '*' }, body, duplex: 'half' }
  const { status } = await fetch(content, init as RequestInit)
  let received = 0
  const download = await fetch(content, { headers })
  for await (const chunk of download.body as unknown as AsyncIterable<Uint8Array>) received += chunk.length
  if (status !== 204 || received !== 350 * megabyte) throw new Error(`Streaming failed: ${status}, ${received} bytes.`)
  const peak = await peakResident(child)
  child.kill('SIGKILL')
  await rm(data, { recursive: true })
  return peak
}

async function readyTime(): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const { child, readyMs } = await startEmulator()
    times.push(readyMs)
    child.kill('SIGKILL')
  }
  return median(times)
}

const { emulator, bare, prism } = await compareSpeed()
const ready = await readyTime()
const resident = (await streamThrough()) / megabyte
const measured: readonly [name: string, value: number, kept: boolean][] = [
  ['times the requests per second of Prism, on metadata (at least 10)', emulator / prism, emulator / prism >= 10],
  ['times those of a bare server (at least 0.6)', emulator / bare, emulator / bare >= 0.6],
  ['ms until it is ready (under 300)', ready, ready < 300],
  ['MB resident at most while 350 MB stream up and down (under 120)', resident, resident < 120],
]
console.log(`emulator ${emulator.toFixed(0)}/s, bare ${bare.toFixed(0)}/s, Prism ${prism.toFixed(0)}/s`)
for (const [name, value, kept] of measured) console.log(`${kept ? 'ok  ' : 'MISS'} ${value.toFixed(2)} ${name}`)
if (measured.some(([, , kept]) => !kept)) process.exitCode = 1
