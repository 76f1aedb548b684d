import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { measureBundle } from '../../test-support/bundle-size.ts'

const client = new URL('../index.ts', import.meta.url).pathname

it('loads at most 9.7 kB before the first request, and no package; one file with bc.raw has at most 12.25 kB', async () => {
  const { firstLoad, rawChunk, oneFile, packages } = await measureBundle()
  expect(firstLoad).toBeLessThanOrEqual(9700)
  expect(packages).toEqual([])
  // openapi-fetch comes with the first call of bc.raw: were it part of the first load, the two would be the same.
  expect(rawChunk).toBeGreaterThan(2000)
  expect(oneFile).toBeGreaterThan(firstLoad + 2000)
  expect(oneFile).toBeLessThanOrEqual(12_250)
})

it.each([
  ['everything', `export * from '${client}'`],
  ['client credentials', `export { clientCredentials } from '${client}'`],
])('bundles for browsers without anything of Node: %s', async (_, contents) => {
  const options = { bundle: true, format: 'esm', platform: 'browser', write: false, logLevel: 'silent' } as const
  const resolveDir = new URL('.', import.meta.url).pathname
  const { outputFiles } = await build({ stdin: { contents, resolveDir }, ...options })
  expect(outputFiles[0]?.text).not.toMatch(/["'](node:|fs|path|crypto|http)["']/)
  // The same check, where it has something to find.
  await expect(build({ stdin: { contents: `import 'node:fs'\n${contents}`, resolveDir }, ...options })).rejects.toThrow(
    /node:fs/,
  )
})

it('runs where there is nothing but what the web platform has', async () => {
  const { outputFiles } = await build({
    entryPoints: [client],
    bundle: true,
    format: 'iife',
    globalName: 'bc',
    platform: 'browser',
    write: false,
  })
  const { createContext, runInContext } = await import('node:vm')
  const web = {
    AbortController,
    AbortSignal,
    Blob,
    Headers,
    ReadableStream,
    Request,
    Response,
    TextDecoder,
    TextEncoder,
    URL,
    performance,
  }
  const window = { ...web, setTimeout, clearTimeout, btoa, navigator: { userAgent: 'Mozilla/5.0' } }
  const context = createContext({
    ...window,
    fetch: async () => Response.json({ value: [{ id: '1', name: 'CRONUS' }] }),
  })
  runInContext(outputFiles[0]?.text ?? '', context)
  const call = `bc.createPictureClient({ baseUrl: 'https://bc.example/api/v2.0', apiVersion: 'v2.0', auth: 'x' }).companies()`
  expect(await runInContext(call, context)).toEqual([{ id: '1', name: 'CRONUS' }])
})
