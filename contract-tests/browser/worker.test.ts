import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Servers, startServers } from '../runtimes/servers.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'
import { openBrowser } from './support.ts'

const PROGRAM = fileURLToPath(new URL('../runtimes/program/run.ts', import.meta.url))
let consumer: Consumer

beforeAll(async () => {
  consumer = await installPacked()
}, 120_000)
afterAll(() => consumer[Symbol.asyncDispose]())

/** The packed package and the program of contract-tests/runtimes, as a bundler makes a module of them. */
async function bundle(settings: Servers['settings']): Promise<string> {
  // A page reaches only the origin that it comes from: no server here, nor maybe Business Central, allows others.
  const { basic, oauth, gateway, elsewhere, ...sameOrigin } = settings
  const contents = `
    import * as client from 'bc-pictures'
    import { runProgram } from ${JSON.stringify(PROGRAM)}
    runProgram(client, ${JSON.stringify(sameOrigin)}, (line) => postMessage(line)).then(
      () => postMessage('end'), ({ stack }) => postMessage('end: ' + stack))`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: consumer.folder },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Runs the program in a module worker of a page beside the API. */
async function runInWorker({ settings }: Servers): Promise<string[]> {
  await using session = await openBrowser()
  const { page, context } = session
  const script = await bundle(settings)
  await context.route(`${settings.emulator}/consumer.html`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  )
  await context.route(`${settings.emulator}/worker.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  )
  await page.goto(`${settings.emulator}/consumer.html`)
  const lines = await page.evaluate(async () => {
    const heard: string[] = []
    const worker = new Worker('/worker.js', { type: 'module' })
    await new Promise<void>((resolve) => {
      worker.onerror = ({ message }) => {
        heard.push(`broken: ${message}`)
        resolve()
      }
      worker.onmessage = ({ data }) => {
        if (data === 'end') resolve()
        else heard.push(data)
      }
    })
    worker.terminate()
    return heard
  })
  expect([session.departures, session.problems]).toEqual([[], []])
  return lines
}

it('a picture lives its whole life from within a module worker', async () => {
  await using servers = await startServers()
  const lines = await runInWorker(servers)
  expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([])
  expect(lines.length).toBeGreaterThan(50)
}, 120_000)
