import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { type Break, type BrokenResponse, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import type { Recorded } from '../mutants/laboratory.ts'
import { createPrismJudge } from '../mutants/prism-judge.ts'
import { readContract } from '../support/contract.ts'
import { PARENTS } from '../support/parents.ts'
import { checkEmulator, checkPrism } from './check.ts'
import { dreddDocument, expectedTransactions } from './document.ts'
import { EXPECTATIONS } from './expectations.ts'
import { planForServer } from './plan.ts'

const TIMEOUT = 180_000
const headers = { Authorization: 'Bearer dredd' }
/** Statuses that no server but the emulator returns on demand. */
const ON_DEMAND = [403, 408, 412, 413, 414, 429, 500, 502, 503, 504]

describe.each(API_VERSIONS)('Dredd on the contract of %s', (version) => {
  const { transactions, skipped } = EXPECTATIONS[version]

  it(`passes all ${transactions} transactions against Prism`, { timeout: TIMEOUT }, async () => {
    const { problems, passed } = await checkPrism(version)
    expect(problems).toEqual([])
    expect(passed).toHaveLength(transactions)
  })

  it(`passes all ${transactions} transactions against the emulator, and the responses on demand fit the schemas`, {
    timeout: TIMEOUT,
  }, async () => {
    await using emulator = await startEmulator()
    const onDemand: Recorded[] = []
    await using server = await startBrokenServer(emulator.url, async (request, forward) => {
      const answer = await forward(request)
      if (ON_DEMAND.includes(answer.status)) onDemand.push({ request, answer })
      return answer
    })
    const baseUrl = emulator.baseUrls[version].replace(emulator.url, server.url)
    const { problems, passed } = await checkEmulator(version, { baseUrl, headers, companyId: emulator.companyId })
    expect(problems).toEqual([])
    expect(passed).toHaveLength(transactions)
    // Dredd looks at status, headers and the keys of a body. Prism's validators check the rest.
    const judge = await createPrismJudge(await readContract(version))
    expect(new Set(onDemand.map(({ answer }) => answer.status))).toEqual(new Set(ON_DEMAND))
    expect(await judge.complaints(onDemand)).toEqual([])
    const [{ request, answer }] = onDemand as [Recorded]
    const wrong = { ...answer, body: Buffer.from('{"error":{"code":"two words","message":"no"}}') }
    expect(await judge.complaints([{ request, answer: wrong }])).toEqual([expect.stringContaining('pattern')])
  })

  it('skips on any other server what none returns on demand, each with a reason', async () => {
    const entities = Object.fromEntries(PARENTS[version].map((parent) => [parent, { withPicture: version }]))
    const target = { baseUrl: 'https://bc.example/api/v2.0', headers, companyId: version, entities, writable: true }
    const { steps } = planForServer(target, expectedTransactions(dreddDocument(await readContract(version))))
    const counts: Record<string, number> = {}
    for (const { skip } of Object.values(steps)) if (skip) counts[skip] = (counts[skip] ?? 0) + 1
    expect(counts).toEqual(skipped)
    expect(JSON.stringify(steps)).not.toContain('_emulator')
  })
})

/** Breaks a promise for each parent in the responses that the emulator gives on demand. */
function breakOnDemand(url: string, answer: BrokenResponse): BrokenResponse {
  const { status, headers } = answer
  const of = (parent: string) => url.includes(`/${parent}(`)
  const { 'retry-after': _, ...withoutRetryAfter } = headers
  if (of('items') && status === 429) return { ...answer, headers: withoutRetryAfter }
  if (of('customers') && status === 503) return { ...answer, body: Buffer.from('{"message":"busy"}') }
  if (of('vendors') && status === 502 && headers['content-type'] === 'text/html') {
    return { ...answer, headers: { ...headers, 'content-type': 'text/plain' } }
  }
  if (of('employees') && status === 413) return { ...answer, status: 400 }
  if (of('contacts') && status === 403) return { ...answer, body: Buffer.from('{"error":{"message":"no"}}') }
  if (of('itemVariants') && status === 412) return { ...answer, status: 409 }
  return answer
}

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
    const expected = new RegExp(`^\\d+ transactions .* ${EXPECTATIONS['v2.0'].transactions} were expected`)
    expect(await check({ contract })).toContainEqual(expect.stringMatching(expected))
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
      if (url.endsWith('/$metadata')) return { status: 200, headers: {}, body: Buffer.alloc(0) }
      const answer = await forward(request)
      const json = (change: (body: string) => string) => ({ ...answer, body: Buffer.from(change(String(answer.body))) })
      if (url.includes('/customers(') && method === 'PATCH' && answer.status === 204) return { ...answer, status: 201 }
      if (url.includes('/vendors(') && answer.status === 200)
        return json((body) => body.replaceAll('"width"', '"breadth"'))
      if (url.includes('/employees(') && answer.status === 200 && method === 'GET') {
        return { ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } }
      }
      if (url.includes('/contacts(') && answer.status === 401) return { ...answer, status: 403 }
      if (url.includes('/itemVariants(') && answer.status === 409) return { ...answer, body: Buffer.from('{}') }
      return breakOnDemand(url, answer)
    })
    for (const [operation, complaint] of [
      ['Upload the picture of an item > 204', 'came back as another image'],
      ['Upload the picture of a customer > 204', "Expected status code '204', but got '201'"],
      ['Get the picture of a vendor > 200', "'/width' Missing required property"],
      ['Get the picture of an employee > 200', "'/content-type' No enum match"],
      ['Get the picture of a contact > 401', "Expected status code '401', but got '403'"],
      ['Upload the picture of an item variant > 409', "'/error' Missing required property"],
      ['/$metadata 504 times=1', 'No request met the fault'],
      ['Get the picture of an item > 429', "'/retry-after' Missing required property"],
      ['Upload the picture of a customer > 503 > application/json', "'/error' Missing required property"],
      ['Delete the picture of a vendor > 502 > text/html', "'/content-type' No enum match"],
      ['Upload the picture of an employee > 413', "Expected status code '413', but got '400'"],
      ['Get the picture of a contact > 403', "'/error/code' Missing required property"],
      ['Delete the picture of an item variant > 412', "Expected status code '412', but got '409'"],
    ] as const) {
      const found = problems.filter((problem) => problem.includes(operation) && problem.includes(complaint))
      expect(found, `${operation}: ${complaint}`).not.toEqual([])
    }
  })
})
