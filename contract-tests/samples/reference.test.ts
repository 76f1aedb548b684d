import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { type Bundle, type CodeSample, withSamples } from '../../src/tools/docs/samples.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'
import { LANGUAGES } from './languages.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const TOKEN = 'sample-token'
let consumer: Consumer

beforeAll(async () => {
  consumer = await installPacked()
}, 180_000)
afterAll(() => consumer[Symbol.asyncDispose]())

/** The operations of a version with their samples, deletes last: a picture is read before it is deleted. */
async function operationsOf(version: ApiVersion) {
  const bundle = JSON.parse(await readFile(join(root, 'generated/openapi', `${version}.json`), 'utf8')) as Bundle
  const all = Object.values(withSamples(bundle, version).paths).flatMap((item) =>
    (['get', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method] as { operationId: string; 'x-codeSamples': CodeSample[] } | undefined
      return operation ? [{ method, id: operation.operationId, samples: operation['x-codeSamples'] }] : []
    }),
  )
  return [...all.filter(({ method }) => method !== 'delete'), ...all.filter(({ method }) => method === 'delete')]
}

describe.each(API_VERSIONS)('every sample of the reference of %s', (version) => {
  it.each(LANGUAGES.map((language) => [language.label, language] as const))(
    'in %s is answered 2xx by the demo company',
    async (label, language) => {
      await using emulator = await startEmulator({ token: TOKEN })
      const folder = join(consumer.folder, `${version}-${language.extension}`)
      await mkdir(folder)
      await writeFile(
        join(folder, 'picture.png'),
        await readFile(join(root, 'src/emulator/seed/pictures/athens-desk.png')),
      )
      const files: string[] = []
      for (const { id, samples } of await operationsOf(version)) {
        const file = `${id}.${language.extension}`
        await writeFile(join(folder, file), samples.find((sample) => sample.label === label)?.source ?? '')
        files.push(file)
      }
      try {
        await language.run(folder, files, { BC_BASE_URL: emulator.baseUrls[version], BC_TOKEN: TOKEN })
      } finally {
        await rm(folder, { recursive: true })
      }
      const asked = emulator.requests()
      expect(asked.filter(({ status }) => Math.trunc((status ?? 0) / 100) !== 2)).toEqual([])
      const uploads = files.filter((file) => file.startsWith('upload')).length
      expect(asked.filter(({ method }) => method === 'PATCH')).toHaveLength(uploads)
      expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(uploads)
      expect(asked.length).toBeGreaterThanOrEqual(files.length)
    },
    60_000,
  )
})

it('a sample that fails is noticed in every language', async () => {
  const broken: Record<string, string> = {
    sh: 'curl --fail --silent "$BC_BASE_URL"/nothing',
    ts: "throw new Error('broken')",
    py: 'raise RuntimeError("broken")',
    php: "<?php throw new RuntimeException('broken');",
  }
  await using emulator = await startEmulator({ token: TOKEN })
  for (const language of LANGUAGES) {
    const file = `broken.${language.extension}`
    await writeFile(join(consumer.folder, file), broken[language.extension] ?? '')
    const env = { BC_BASE_URL: emulator.baseUrls['v2.0'], BC_TOKEN: TOKEN }
    await expect(language.run(consumer.folder, [file], env), language.label).rejects.toThrow()
  }
})
