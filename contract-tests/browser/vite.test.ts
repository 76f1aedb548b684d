/** A small app of a consumer: built by Vite from the packed package, served, and used in Chromium. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type InlineConfig, preview } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'
import { openBrowser } from './support.ts'

const PAGE = `<!doctype html><title>An app</title><pre></pre><script type="module" src="/main.ts"></script>`

/** Carries pictures through Vite's proxy to a server, and to an emulator in the page. */
const APP = `
import { createPictureClient, findEntity, type PictureClient } from 'bc-pictures'
import { createEmulator } from 'bc-pictures/emulator'

async function carry(bc: PictureClient<'v2.0'>): Promise<string> {
  const item = await findEntity(bc, 'items', '1896-S')
  const picture = bc.picture('items', item?.id ?? '')
  const { width, height } = await picture.info()
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (const body of [bytes, new Blob([bytes])]) {
    await picture.upload(body, { ifMatch: '*', anyFormat: true })
    if (String(await (await picture.download())?.bytes()) !== String(bytes)) return 'the bytes changed'
  }
  return width + '×' + height + ' replaced, bytes unchanged'
}

const apiVersion = 'v2.0'
const served = createPictureClient({ baseUrl: location.origin + '/BC/api/v2.0', apiVersion, auth: 'any' })
const { fetch, baseUrls } = await createEmulator()
const inPage = createPictureClient({ baseUrl: baseUrls[apiVersion], apiVersion, auth: 'any', fetch })
const lines = [await carry(served), await carry(inPage)]
document.querySelector('pre')!.textContent = lines.join('\\n')
`

let consumer: Consumer

beforeAll(async () => {
  consumer = await installPacked()
  await writeFile(join(consumer.folder, 'index.html'), PAGE)
  await writeFile(join(consumer.folder, 'main.ts'), APP)
}, 120_000)
afterAll(() => consumer[Symbol.asyncDispose]())

it('a Vite app builds, and carries a picture both ways through its proxy and on an emulator in the page', async () => {
  await using emulator = await startEmulator()
  const config: InlineConfig = {
    root: consumer.folder,
    configFile: false,
    logLevel: 'silent',
    build: { target: 'es2022' },
    preview: { host: '127.0.0.1', port: 0, proxy: { '/BC': emulator.url } },
  }
  await build(config)
  const assets = join(consumer.folder, 'dist/assets')
  const scripts = (await readdir(assets)).filter((file) => file.endsWith('.js'))
  for (const file of scripts) expect(await readFile(join(assets, file), 'utf8'), file).not.toMatch(/["']node:/)

  const server = await preview(config)
  try {
    await using session = await openBrowser()
    const { page } = session
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    await expect
      .poll(() => page.locator('pre').textContent())
      .toBe(['516×466 replaced, bytes unchanged', '516×466 replaced, bytes unchanged'].join('\n'))
    expect([session.departures, session.problems]).toEqual([[], []])
  } finally {
    await server.close()
  }
  expect(emulator.requests().filter(({ method, status }) => method === 'PATCH' && status === 204)).toHaveLength(2)
}, 120_000)
