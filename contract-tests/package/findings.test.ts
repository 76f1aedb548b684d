import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { packageFindings } from '../../src/tools/check-package/findings.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

let consumer: Consumer

beforeAll(async () => {
  consumer = await installPacked()
}, 120_000)
afterAll(() => consumer[Symbol.asyncDispose]())

it('publint and attw find nothing in the packed package', async () => {
  expect(await packageFindings(consumer.tarball)).toEqual([])
})

it('they find an entry without its file, and one without its types', async () => {
  const folder = join(consumer.folder, 'node_modules/bc-pictures')
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  manifest.exports['./node'].default = './dist/src/node/missing.js'
  manifest.exports['./verify'].types = './dist/src/verify/missing.d.ts'
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  const pack = ['pack', '--ignore-scripts', '--pack-destination', folder]
  await promisify(execFile)('npm', pack, { cwd: folder })
  const found = await packageFindings(join(folder, `bc-pictures-${manifest.version}.tgz`))
  expect(found).toContainEqual(expect.stringMatching(/^publint: .*missing\.js/))
  expect(found).toContainEqual(expect.stringMatching(/^attw: .*\.\/verify/))
})
