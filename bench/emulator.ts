/*
 * Measures the emulator against its promises, in one run: `node bench/emulator.ts`. Requests per second are compared as
 * ratios, since a machine's own speed says nothing. Exits with 1 when a promise is not kept.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { saidBy } from '../src/test-support/said-by.ts'

const company = 'companies(29a080a9-8dde-4d41-bc50-b9aac6b1ee1b)'
const picture = `${company}/items(07493b2c-d676-4d09-ba8c-fc03607cab76)/picture`
const headers = { Authorization: 'Bearer bench' }
const megabyte = 1024 * 1024

interface Running {
  readonly child: ChildProcess
  readonly url: string
  readonly readyMs: number
}

// An error of this process must not leave the others running.
const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

async function startNode(...parameters: string[]): Promise<Running> {
  const begin = performance.now()
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  const what = `node ${parameters.slice(0, 2).join(' ')}`
  const [line] = await saidBy(child, what, once(child.stdout.setEncoding('utf8'), 'data'))
  return { child, url: JSON.parse(line).url, readyMs: performance.now() - begin }
}

/** What users run is the build. */
function requireBuild(): void {
  if (existsSync(new URL('../dist/src/cli/main.js', import.meta.url))) return
  throw new Error('dist/ is not built: run npm run build first.')
}

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

const startServer = (...parameters: string[]) => startNode(pathOf('emulator/server.ts'), ...parameters)

/** The built command, as users run it. */
const startEmulator = (...flags: string[]) =>
  startNode(pathOf('../dist/src/cli/main.js'), 'emulator', '--port', '0', '--json', ...flags)

/** A process that does nothing but call the library, as a test would. */
function startLibrary(data: string): Promise<Running> {
  const program = `
    import { startEmulator } from ${JSON.stringify(new URL('../dist/src/emulator/index.js', import.meta.url))}
    const { url } = await startEmulator({ data: process.argv[1] })
    console.log(JSON.stringify({ url }))`
  return startNode('--input-type=module', '--eval', program, data)
}

/** Every picture of the demo company, as the path below the base URL of v2.0. */
async function picturePaths(baseUrl: string): Promise<string[]> {
  const sets = ['items', 'customers', 'vendors', 'employees', 'contacts', 'itemVariants']
  const pathsOf = async (set: string) => {
    const response = await fetch(`${baseUrl}/${company}/${set}`, { headers })
    const { value } = (await response.json()) as { value: { id: string }[] }
    return value.map(({ id }) => `${company}/${set}(${id})/picture`)
  }
  return (await Promise.all(sets.map(pathsOf))).flat()
}

/** A server under test, asked for these URLs in turn. */
interface Subject extends Running {
  readonly urls: readonly string[]
  /** Requests per second of its processor time, and per second of the clock, in each round. */
  readonly perProcessorSecond: number[]
  readonly perSecond: number[]
}

/** The processor time that a process has used on all its threads, in seconds. Linux only. */
async function processorSeconds({ pid }: ChildProcess): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const times = threads.map(async (id) => parseInt(await readFile(`/proc/${pid}/task/${id}/schedstat`, 'utf8'), 10))
  return (await Promise.all(times)).reduce((sum, nanoseconds) => sum + nanoseconds / 1e9, 0)
}

/**
 * Keeps 16 connections busy. The requests are written as bytes and the answers hardly looked at: with an HTTP client in
 * the same machine, it would be the client that is measured.
 */
async function load(urls: readonly string[], milliseconds: number): Promise<number> {
  const { hostname, port, host } = new URL(urls[0] as string)
  const messages = urls.map((url) => {
    return `GET ${new URL(url).pathname} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer bench\r\n\r\n`
  })
  const begin = performance.now()
  let done = 0
  const connection = async () => {
    const socket = connect(Number(port), hostname).setEncoding('latin1')
    const ask = () => socket.write(messages[done % messages.length] as string)
    let answer = ''
    socket.on('data', (text: string) => {
      answer += text
      if (!answer.endsWith('}') && !answer.endsWith('\r\n0\r\n\r\n')) return
      if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`${urls[0]}: ${answer}`)
      answer = ''
      done++
      if (performance.now() - begin < milliseconds) ask()
      else socket.end()
    })
    ask()
    await once(socket, 'close')
  }
  await Promise.all(Array.from({ length: 16 }, connection))
  return done
}

async function measureRound(subject: Subject, milliseconds: number): Promise<void> {
  const [begin, used] = [performance.now(), await processorSeconds(subject.child)]
  const done = await load(subject.urls, milliseconds)
  subject.perProcessorSecond.push(done / ((await processorSeconds(subject.child)) - used))
  subject.perSecond.push((done * 1000) / (performance.now() - begin))
}

/**
 * While this process would sleep, it spins: a sleeping one has to be woken by the server whose answer it waits for. In a
 * virtual machine that costs more than the answer, and the slower of two servers pays it more often.
 */
function stayAwake(): () => void {
  let awake = true
  const spin = () => void (awake && setImmediate(spin))
  spin()
  return () => {
    awake = false
  }
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

/**
 * Requests per second of processor time: it says what a server gets done, however much else the machine has to do and
 * however quick this process is. On a quiet machine with two processors it is what the clock says as well. Rounds are
 * interleaved all the same.
 */
async function compareSpeed(): Promise<Record<'emulator' | 'bare' | 'prism', number>> {
  const own = await startEmulator()
  const baseUrl = `${own.url}/BC/api/v2.0`
  const paths = await picturePaths(baseUrl)
  const bare = await startServer('bare', `${baseUrl}/${picture}`)
  const prism = await startServer('prism')
  const subject = (running: Running, root: string): Subject => {
    return { ...running, urls: paths.map((path) => `${root}/${path}`), perProcessorSecond: [], perSecond: [] }
  }
  const subjects = { emulator: subject(own, baseUrl), bare: subject(bare, bare.url), prism: subject(prism, prism.url) }
  const rest = stayAwake()
  for (const { urls } of Object.values(subjects)) await load(urls, 1000)
  for (let round = 0; round < 9; round++) for (const each of Object.values(subjects)) await measureRound(each, 400)
  rest()
  for (const [name, { child, perSecond, perProcessorSecond }] of Object.entries(subjects)) {
    child.kill('SIGKILL')
    const [rate, clock] = [median(perProcessorSecond), median(perSecond)].map((value) => value.toFixed(0))
    console.log(`${name}: ${rate} requests per second of its processor time, ${clock} per second of the clock`)
  }
  const rateOf = ({ perProcessorSecond }: Subject) => median(perProcessorSecond)
  return { emulator: rateOf(subjects.emulator), bare: rateOf(subjects.bare), prism: rateOf(subjects.prism) }
}

/** The most memory, in bytes, that a process has had resident. Linux only. */
async function peakResident({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024
}

/** The beginning of a PNG of so many bytes, most of which is one chunk of image data. */
function largePngStart(size: number): Uint8Array {
  const start = Buffer.from('89504e470d0a1a0a0000000d49484452000003e8000003e80806000000', 'hex')
  const chunk = Buffer.alloc(12)
  chunk.writeUInt32BE(size - 33 - 12 - 1024, 4)
  chunk.write('IDAT', 8)
  return Buffer.concat([start, chunk])
}

/** Sends 350 MB up and down through a data folder, never more than a piece of it at once. */
async function streamThrough(startOn: (data: string) => Promise<Running>, what: 'bytes' | 'image'): Promise<number> {
  const data = await mkdtemp(join(tmpdir(), 'bc-pictures-bench-'))
  const { child, url } = await startOn(data)
  const content = `${url}/BC/api/v2.0/${picture}/pictureContent`
  const piece = new Uint8Array(megabyte).fill(7)
  const start = what === 'image' ? largePngStart(350 * megabyte) : new Uint8Array()
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent >= 350) return controller.close()
      const next = piece.slice()
      if (sent++ === 0) next.set(start)
      controller.enqueue(next)
    },
  })
  const init = { method: 'PATCH', headers: { ...headers, 'If-Match': '*' }, body, duplex: 'half' }
  const { status } = await fetch(content, init as RequestInit)
  let received = 0
  const download = await fetch(content, { headers })
  for await (const chunk of download.body as unknown as AsyncIterable<Uint8Array>) received += chunk.length
  // An image is stored anew, and becomes a little longer by it.
  const sound = what === 'bytes' ? received === 350 * megabyte : received > 350 * megabyte
  if (status !== 204 || !sound) throw new Error(`Streaming failed: ${status}, ${received} bytes.`)
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

requireBuild()
const { emulator, bare, prism } = await compareSpeed()
const ready = await readyTime()
const onCommand = (data: string) => startEmulator('--data', data)
const command = (await streamThrough(onCommand, 'bytes')) / megabyte
const library = (await streamThrough(startLibrary, 'bytes')) / megabyte
const commandImage = (await streamThrough(onCommand, 'image')) / megabyte
const libraryImage = (await streamThrough(startLibrary, 'image')) / megabyte
const measured: readonly [name: string, value: number, kept: boolean][] = [
  ['times the requests per second of Prism, on metadata (at least 10)', emulator / prism, emulator / prism >= 10],
  ['times those of a bare server (at least 0.6)', emulator / bare, emulator / bare >= 0.6],
  ['ms until it is ready (under 300)', ready, ready < 300],
  ['MB resident at most while 350 MB stream up and down through the command (under 120)', command, command < 120],
  ['MB resident at most in a process that calls startEmulator({ data }) (under 120)', library, library < 120],
  ['MB for the command when it is an image, which is stored anew (under 120)', commandImage, commandImage < 120],
  ['MB for the process when it is an image (under 120)', libraryImage, libraryImage < 120],
]
for (const [name, value, kept] of measured) console.log(`${kept ? 'ok  ' : 'MISS'} ${value.toFixed(2)} ${name}`)
if (measured.some(([, , kept]) => !kept)) process.exitCode = 1
