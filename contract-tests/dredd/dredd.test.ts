import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { type Break, startBrokenServer } from '../support/broken-server.ts'
import { readContract } from '../support/contract.ts'
import { checkEmulator, checkPrism } from './check.ts'
import { EXPECTATIONS } from './expectations.ts'

const TIMEOUT = 180_000
const headers = { Authorization: 'Bearer dredd' }

describe.each(API_VERSIONS)('Dredd on the contract of %s', (version) => {
  const { transactions, skipped } = EXPECTATIONS[version]
  const skippedCount = Object.values(skipped).reduce((sum, count) => sum + count, 0)

  it(`passes all ${transactions} transactions against Prism`, { timeout: TIMEOUT }, async () => {
    const { problems, passed } = await checkPrism(version)
    expect(problems).toEqual([])
    expect(passed).toHaveLength(transactions)
  })

  it(`passes ${transactions - skippedCount} transactions against the emulator and skips ${skippedCount}, each for a reason`, {
    timeout: TIMEOUT,
  }, async () => {
    await using emulator = await startEmulator()
    const { companyId, baseUrls } = emulator
    const { problems, passed } = await checkEmulator(version, { baseUrl: baseUrls[version], headers, companyId })
    expect(problems).toEqual([])
    expect(passed).toHaveLength(transactions - skippedCount)
  })
})

describe('the guards around Dredd', () => {
  async function check(options: Parameters<typeof checkEmulator>[2], breakIt?: Break): Promise<string[]> {
    await using emulator = await startEmulator()
    await using broken = breakIt && (await startBrokenServer(emulator.url, breakIt))
    const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, broken?.url ?? emulator.url)
    const { problems } = await checkEmulator('v2.0', { baseUrl, headers, companyId: emulator.companyId }, options)
    return problems
  }

  it('fail a run on a contract without paths', { timeout: TIMEOUT }, async () => {
    const contract = { ...(await readContract('v2.0')), paths: {} }
    expect(await check({ contract })).toContain('The contract holds no transactions.')
  })

  it('fail a run on a contract that lost an operation', { timeout: TIMEOUT }, async () => {
    const contract = await readContract('v2.0')
    delete contract.paths['/companies({companyId})/vendors({vendorId})/picture']?.delete
    expect(await check({ contract })).toContainEqual(expect.stringMatching(/^\d+ transactions .* 574 were expected/))
  })

  it('fail a run whose hook file does not load', { timeout: TIMEOUT }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-hooks-'))
    const hookfile = join(folder, 'broken.cjs')
    await writeFile(hookfile, 'const hooks = require("hooks"\n')
    try {
      expect(await check({ hookfile })).toContain('The hooks did not run.')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  // One run, a broken promise for each parent: a run costs seconds.
  it('find each broken promise of a server', { timeout: TIMEOUT }, async () => {
    const problems = await check({}, async (request, forward) => {
      const { method, url } = request
      if (url.includes('/items(') && method === 'PATCH') return forward({ ...request, body: Buffer.from('text') })
      const answer = await forward(request)
      const json = (change: (body: string) => string) => ({ ...answer, body: Buffer.from(change(String(answer.body))) })
      if (url.includes('/customers(') && method === 'PATCH' && answer.status === 204) return { ...answer, status: 201 }
      if (url.includes('/vendors(')) return json((body) => body.replaceAll('"width"', '"breadth"'))
      if (url.includes('/employees(') && answer.status === 200 && method === 'GET') {
        return { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } }
      }
      if (url.includes('/contacts(') && answer.status === 401) return { ...answer, status: 403 }
      if (url.includes('/itemVariants(') && answer.status === 409) return { ...answer, body: Buffer.from('{}') }
      return answer
    })
    for (const [operation, complaint] of [
      ['Upload the picture of an item > 204', 'came back as SHA-256'],
      ['Upload the picture of a customer > 204', "Expected status code '204', but got '201'"],
      ['Get the picture of a vendor > 200', "'/width' Missing required property"],
      ['Get the picture of an employee > 200', "'/content-type' No enum match"],
      ['Get the picture of a contact > 401', "Expected status code '401', but got '403'"],
      ['Upload the picture of an item variant > 409', "'/error' Missing required property"],
    ] as const) {
      const found = problems.filter((problem) => problem.includes(operation) && problem.includes(complaint))
      expect(found, `${operation}: ${complaint}`).not.toEqual([])
    }
  })
})
