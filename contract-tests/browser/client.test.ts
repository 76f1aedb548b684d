import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type * as Client from '../../src/client/index.ts'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { Api, deskId, sha256 } from '../../src/emulator/test/support.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'
import { openBrowser, type Session } from './support.ts'

/** What the bundle puts into the page. */
declare const bcPictures: typeof Client

let emulator: Emulator
let session: Session

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/client/index.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bcPictures',
    platform: 'browser',
  })
  emulator = await startEmulator()
  session = await openBrowser()
  // The consumer's page is served beside the API, as behind one gateway: whether Business Central allows other origins
  // is not known.
  const page = `${emulator.url}/consumer.html`
  await session.page.route(page, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
  await session.page.goto(page)
  await session.page.addScriptTag({ content: outputFiles[0]?.text ?? '' })
})
afterAll(async () => {
  await session[Symbol.asyncDispose]()
  await emulator.close()
})

/** Uploads every byte value in one of the forms, and tells in the page what comes back. */
async function roundTrip(apiVersion: ApiVersion, form: 'bytes' | 'blob' | 'stream') {
  const options = { baseUrl: emulator.baseUrls[apiVersion], apiVersion, company: emulator.companyId }
  return session.page.evaluate(
    async ({ options, form, id }) => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
      const blob = new Blob([bytes])
      const body = { bytes, blob, stream: blob.stream() }[form]
      const picture = bcPictures.createPictureClient({ ...options, auth: 'any' }).picture('items', id)
      await picture.upload(body, { ifMatch: '*', anyFormat: true })
      const content = await picture.download()
      return content && [...(await content.bytes())]
    },
    { options, form, id: deskId },
  )
}

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index)

it.each(
  API_VERSIONS.flatMap((version) => (['bytes', 'blob', 'stream'] as const).map((form) => [version, form] as const)),
)('the client, bundled for a browser, carries every byte unchanged over %s from %s', async (version, form) => {
  await emulator.reset()
  const bytes = await roundTrip(version, form)
  expect(sha256(Uint8Array.from(bytes ?? []))).toBe(sha256(everyByte))
  expect(sha256(await new Api(emulator, version).download('items', deskId))).toBe(sha256(everyByte))
  expect([session.departures, session.problems]).toEqual([[], []])
})

it("tells an entity without a picture, and gives the product's refusals as errors of its own", async () => {
  const [, id] = await new Api(emulator, 'v2.0').withAndWithout('customers')
  const options = { baseUrl: emulator.baseUrls['v2.0'], apiVersion: 'v2.0' as const, company: emulator.companyId }
  const told = await session.page.evaluate(
    async ({ options, id }) => {
      const picture = bcPictures.createPictureClient({ ...options, auth: 'any' }).picture('customers', id)
      const { exists } = await picture.info()
      const content = await picture.download()
      const refusal = await picture
        .upload(new Uint8Array([1]), { ifMatch: 'W/"stale"', anyFormat: true })
        .catch((error) => error)
      return { exists, content, conflict: bcPictures.isConflictError(refusal) }
    },
    { options, id },
  )
  expect(told).toEqual({ exists: false, content: null, conflict: true })
})
