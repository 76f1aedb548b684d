import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type * as EmulatorEntry from '../../src/emulator/browser.ts'
import { deskId, sha256 } from '../../src/emulator/test/support.ts'
import type * as Scenarios from '../scenarios/without-a-port.ts'
import { openBrowser, type Session } from './support.ts'

/** What the bundle puts into the page. */
declare const page: typeof EmulatorEntry & typeof Scenarios

const here = fileURLToPath(new URL('.', import.meta.url))
let session: Session

/** The emulator as a bundler makes it for browsers. It fails where something from `node:` can be reached. */
function bundle(contents: string, plugins: Plugin[] = []) {
  const common = { bundle: true, write: false, format: 'iife', platform: 'browser', globalName: 'page' } as const
  return build({ stdin: { contents, resolveDir: here }, plugins, logLevel: 'silent', ...common })
}

const emulator = "export * from '../../src/emulator/browser.ts'\n"
const scenarios = "export * from '../scenarios/without-a-port.ts'\n"

/** What the scenarios, not the emulator, take from Node. Imports of the emulator are left alone. */
const shims: Plugin = {
  name: 'shims for the scenarios',
  setup({ onResolve }) {
    const shimOf = (name: string) =>
      fileURLToPath(new URL(`../../src/test-support/node-shims/${name}.ts`, import.meta.url))
    onResolve({ filter: /^node:|\/same-image\.ts$/ }, ({ path, importer }) => {
      if (importer.includes('/src/emulator/')) return undefined
      return { path: shimOf(path.includes('same-image') ? 'same-image' : path.replace(/^node:|\/strict$/g, '')) }
    })
  },
}

beforeAll(async () => {
  const { outputFiles } = await bundle(emulator + scenarios, [shims])
  session = await openBrowser()
  // A secure context, as https and localhost are.
  const url = 'http://127.0.0.1:9/page.html'
  await session.page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
  await session.page.goto(url)
  await session.page.addScriptTag({
    content: 'globalThis.Buffer = { from: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) }',
  })
  await session.page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
})
afterAll(() => session[Symbol.asyncDispose]())

it('needs nothing of Node', async () => {
  expect((await bundle(emulator)).outputFiles[0]?.text).toContain('createEmulator')
  await expect(bundle("export * from '../../src/emulator/index.ts'")).rejects.toThrow('node:')
})

it("passes Microsoft's scenarios in the page, in all versions, and sends nothing anywhere", async () => {
  const results = await session.page.evaluate(async () => page.runWithoutAPort(await page.createEmulator()))
  expect(results.filter(({ failure }) => failure !== undefined)).toEqual([])
  expect(results).toHaveLength(await session.page.evaluate(() => page.SCENARIO_COUNT))
  expect([session.departures, session.problems]).toEqual([[], []])
})

it('carries bytes up and down unchanged, with faults, journal and reset', async () => {
  const told = await session.page.evaluate(async (id) => {
    const emulator = await page.createEmulator()
    emulator.addFaults('GET **/pictureContent drop after=1000 times=1')
    const url = `${emulator.baseUrls['v2.0']}/items(${id})/picture/pictureContent`
    const headers = { Authorization: 'Bearer any' }
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251)
    const put = await emulator.fetch(url, { method: 'PATCH', headers: { ...headers, 'If-Match': '*' }, body: bytes })
    const cut = await (await emulator.fetch(url, { headers })).arrayBuffer().catch((error) => error.name)
    const back = await (await emulator.fetch(url, { headers })).bytes()
    const journal = emulator.requests().map(({ method, status }) => `${method} ${status}`)
    await emulator.reset()
    const desk = await (await emulator.fetch(url, { headers })).arrayBuffer()
    return {
      put: put.status,
      cut,
      same: back.every((byte, index) => byte === bytes[index]),
      length: back.length,
      journal,
      desk: [...new Uint8Array(desk)],
    }
  }, deskId)
  expect(told).toMatchObject({ put: 204, cut: 'TypeError', same: true, length: 200_000 })
  expect(told.journal).toEqual(['PATCH 204', 'GET 200', 'GET 200'])
  await using server = await (await import('../../src/emulator/index.ts')).createEmulator()
  const url = `${server.baseUrls['v2.0']}/items(${deskId})/picture/pictureContent`
  const expected = await (await server.fetch(url, { headers: { Authorization: 'Bearer any' } })).bytes()
  expect(sha256(Uint8Array.from(told.desk))).toBe(sha256(expected))
  expect([session.departures, session.problems]).toEqual([[], []])
})

it('works in a worker', async () => {
  const { outputFiles } = await bundle(`
    import { createEmulator } from '../../src/emulator/browser.ts'
    createEmulator({ seed: 'empty' }).then(async ({ fetch, baseUrls }) => {
      const response = await fetch(baseUrls['v2.0'] + '/companies', { headers: { Authorization: 'Bearer any' } })
      postMessage((await response.json()).value[0].name)
    })`)
  const name = await session.page.evaluate(async (script) => {
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })))
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
    })
  }, outputFiles[0]?.text ?? '')
  expect(name).toBe('CRONUS International Ltd.')
})
