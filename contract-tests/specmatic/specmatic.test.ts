import { describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type Break, type BrokenServer, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'
import { readContract } from '../support/contract.ts'
import type { CompanyAddress } from '../support/discover.ts'
import { PARENTS } from '../support/parents.ts'
import { checkExamples, checkGenerated } from './check.ts'
import { ASCII_GIF, type Examples } from './examples.ts'

/** Any other one is refused: where an example has none, Specmatic makes one up. */
const token = 'specmatic'

/** Changed by hand, together with the contract and with Specmatic's version, so that nothing gets lost unnoticed. */
const TESTS: Record<ApiVersion, { examples: number; generated: number }> = {
  beta: { examples: 107, generated: 996 },
  'v1.0': { examples: 107, generated: 996 },
  'v2.0': { examples: 141, generated: 1302 },
}

function companyOn(emulator: Emulator, version: ApiVersion, broken?: BrokenServer): CompanyAddress {
  const baseUrl = emulator.baseUrls[version].replace(emulator.url, broken?.url ?? emulator.url)
  return { baseUrl, headers: { Authorization: `Bearer ${token}` }, companyId: emulator.companyId }
}

describe.each(API_VERSIONS)('Specmatic on the contract of %s', (version) => {
  const { examples, generated } = TESTS[version]

  it(`passes ${examples} examples against the emulator, which then holds what it wrote`, async () => {
    await using emulator = await startEmulator({ token })
    const verdict = await checkExamples(version, companyOn(emulator, version))
    expect(verdict).toEqual({ examples, passed: examples, problems: [] })
  })

  it(`passes ${generated} tests that it generates from them`, async () => {
    await using emulator = await startEmulator({ token })
    const verdict = await checkGenerated(version, companyOn(emulator, version))
    expect(verdict).toEqual({ examples, passed: generated, problems: [] })
  })
})

describe('the guards around Specmatic', () => {
  it('fail a run on a contract without paths', async () => {
    await using emulator = await startEmulator({ token })
    const contract = { ...(await readContract('v2.0')), paths: {} }
    const { problems } = await checkExamples('v2.0', companyOn(emulator, 'v2.0'), { contract })
    expect(problems).toContain('Specmatic tested nothing.')
    expect(problems).toContain('Specmatic was not asked to write.')
  })

  // One run, a broken promise for each parent: a run costs seconds.
  it('find each broken promise of a server', async () => {
    await using emulator = await startEmulator({ token })
    await using broken = await startBrokenServer(emulator.url, breakAPromiseForEachParent)
    const { problems } = await checkExamples('v2.0', companyOn(emulator, 'v2.0', broken))
    for (const [about, complaint] of [
      ["'getItemPicture-200'", 'RESPONSE.BODY.width R1001: Type mismatch'],
      ["'uploadCustomerPicture-204'", 'expected status 204 but response contained status 200'],
      ["'getVendorPicture-200'", 'RESPONSE.BODY.@odata.etag R1003: Constraint violation'],
      ["'uploadEmployeePicture-400'", 'expected status 400 but response contained status 204'],
      ['uploadContactPicture-204', 'left no picture behind, not SHA-256'],
      ['deleteContactPicture-204', 'behind, not no picture'],
      ["'uploadItemVariantPicture-401'", 'RESPONSE.BODY.error.code R2001: Missing required property'],
    ] as const) {
      const found = problems.filter((problem) => problem.includes(about) && problem.includes(complaint))
      expect(found, `${about}: ${complaint}\n${problems.join('\n')}`).not.toEqual([])
    }
  })

  it('find a server that ignores query options which make no sense', async () => {
    await using emulator = await startEmulator({ token })
    await using broken = await startBrokenServer(emulator.url, async (request, forward) => {
      const answer = await forward(request)
      return answer.status === 400 ? forward({ ...request, url: request.url.replace(/\?.*/, '') }) : answer
    })
    const { problems } = await checkGenerated('v2.0', companyOn(emulator, 'v2.0', broken))
    const found = problems.filter((problem) => problem.includes('QUERY') && problem.includes('Expected 4xx status'))
    expect(found, problems.join('\n')).not.toEqual([])
  })

  // Why uploads have to be made of bytes below 0x80.
  it('know what Specmatic does to other bytes: it sends every body as text in UTF-8', async () => {
    await using emulator = await startEmulator({ token })
    const change = (examples: Examples['examples']) => {
      for (const { 'http-request': request } of Object.values(examples))
        if (request.body) request.body = `\xff${request.body}`
    }
    const { problems } = await checkExamples('beta', companyOn(emulator, 'beta'), { change })
    // No image, so the emulator stores what came as it came (fact:unrecognised-verbatim).
    const sent = sha256(Buffer.concat([Buffer.from([0xc3, 0xbf]), ASCII_GIF]))
    expect(problems).toHaveLength(PARENTS.beta.length)
    for (const problem of problems) expect(problem).toContain(`left SHA-256 ${sent} behind`)
  })
})

const breakAPromiseForEachParent: Break = async (request, forward) => {
  const { method, headers } = request
  const url = decodeURIComponent(request.url)
  const done = { status: 204, headers: {}, body: Buffer.alloc(0) }
  const isSound = headers['if-match'] === '*' && headers.authorization === `Bearer ${token}`
  if (url.includes('/contacts(') && isSound) return done
  if (url.includes('/employees(') && method === 'PATCH' && !headers['if-match']) return done
  const answer = await forward(request)
  const replaced = (from: RegExp, to: string) => {
    return { ...answer, body: Buffer.from(String(answer.body).replaceAll(from, to)) }
  }
  if (url.includes('/items(')) return replaced(/"width":(\d+)/g, '"width":"$1"')
  if (url.includes('/customers(') && method === 'PATCH' && answer.status === 204) return { ...answer, status: 200 }
  if (url.includes('/vendors(')) return replaced(/"W\/\\"([^"]+)\\""/g, '"$1"')
  if (url.includes('/itemVariants(')) return replaced(/"code"/g, '"kode"')
  return answer
}
