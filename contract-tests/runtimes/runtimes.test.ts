import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Consumer, installPacked } from '../support/packed-package.ts'
import { runIn } from './runtimes.ts'
import { type Servers, startServers } from './servers.ts'

let consumer: Consumer
let servers: Servers
const runtime = { name: 'this one', executable: process.execPath, parameters: [] }

beforeAll(async () => {
  consumer = await installPacked()
  servers = await startServers(['PATCH ** corrupt at=200000 on=request'])
}, 120_000)
afterAll(async () => {
  await servers[Symbol.asyncDispose]()
  await consumer[Symbol.asyncDispose]()
})

// That all is well in every runtime is the business of `make runtimes`; here is shown that it would be seen if it were not.
it('the program finds a server that damages uploads, and nothing else wrong with it', async () => {
  const { failed, passed, problem } = await runIn(runtime, consumer.folder, servers.settings)
  expect(problem).toBeUndefined()
  expect(failed).toContainEqual(
    expect.stringMatching(/^uploads 0.3 MB as a ReadableStream, .*: what is stored: "\w{64}"/),
  )
  expect(failed).toContainEqual(expect.stringMatching(/^sends 9 MB as a Blob again after 429, unchanged: /))
  expect(failed).toContainEqual(expect.stringMatching(/^uploads a file, and downloads it to another: /))
  expect(failed.filter((failure) => !/what is (stored|read)|SHA-256|the file|after the upload/.test(failure))).toEqual(
    [],
  )
  expect(passed).toContain('takes no change to another origin')
}, 60_000)

it('a program that breaks off, or makes no check, has a problem', async () => {
  const exits = (code: number) => ({ ...runtime, parameters: ['--eval', `console.log('ok a'); process.exit(${code})`] })
  expect(await runIn(exits(3), consumer.folder, servers.settings)).toMatchObject({ passed: ['a'], problem: /./ })
  const silent = { ...runtime, parameters: ['--eval', ''] }
  expect((await runIn(silent, consumer.folder, servers.settings)).problem).toContain('nothing ran')
})
