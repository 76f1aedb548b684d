import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bcPictures, type Ended } from '../../src/test-support/bc-pictures.ts'
import { checkTables } from '../../src/tools/check-table.ts'
import { loadContract } from '../../src/verify/contract/contract.ts'
import { CHECKS, CONTRACT_RULES, isViolated, REPORTERS, type Report } from '../../src/verify/index.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { MUTANTS } from '../mutants/all.ts'
import { type Infected, type Laboratory, openLaboratory } from '../mutants/laboratory.ts'

let laboratory: Laboratory
let infected: Infected
let folder: string
const reports: Record<string, Ended> = {}

/** A server that labels its JSON as text, and repeats the caller's credentials in what it answers. */
beforeAll(async () => {
  laboratory = await openLaboratory()
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-reporters-'))
  const mutant = MUTANTS.find(({ id }) => id === 'json-width-string')
  infected = await laboratory.infect('v2.0', mutant && { ...mutant, make: (world) => leaking(mutant.make(world)) })
  for (const reporter of REPORTERS) {
    const env = { ...credentials(), GITHUB_STEP_SUMMARY: join(folder, 'summary.md') }
    const out = ['--out', join(folder, `${reporter}.json`)]
    reports[reporter] = await bcPictures(
      ['verify', '--base-url', infected.target.baseUrl, '--reporter', reporter, ...out],
      { env },
    )
  }
}, 240_000)
afterAll(async () => {
  await infected[Symbol.asyncDispose]()
  await laboratory[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

function credentials(): { BC_TOKEN: string } {
  return { BC_TOKEN: laboratory.world.authorization.replace('Bearer ', '') }
}

function leaking(breakIt: ReturnType<(typeof MUTANTS)[number]['make']>): typeof breakIt {
  return async (request, forward) => {
    const answer = await breakIt(request, forward)
    const text = answer.body.toString('latin1')
    if (!text.includes('"id":"')) return answer
    const leaked = text.replace('"id":"', `"seen":"${request.headers.authorization}","id":"`)
    return { ...answer, body: Buffer.from(leaked, 'latin1') }
  }
}

function stdoutOf(reporter: string): string {
  return reports[reporter]?.stdout ?? ''
}

it.each(REPORTERS)('%s: exits with 1, and shows no credential', (reporter) => {
  const { code, stdout, stderr } = reports[reporter] as Ended
  expect(code).toBe(1)
  expect(stdout + stderr).not.toContain(credentials().BC_TOKEN)
  expect(stdout.length).toBeGreaterThan(500)
})

it('spec: says what was sent, what came, and what the contract says on which line', () => {
  const text = stdoutOf('spec')
  expect(text).toMatch(/sent +GET \/companies\(/)
  expect(text).toMatch(/came +200, application\/json/)
  expect(text).toMatch(/contract +The width in pixels/)
  expect(text).toMatch(/generated\/openapi\/v2\.0\.json:\d+/)
  expect(text).toContain('[credentials]')
  expect(text).toMatch(/coverage: \d+ of \d+ declared answers exercised/)
  expect(text).toContain('observed on what the evidence leaves open:')
})

it('spec, tap and junit end with one line that says what was found', () => {
  const verdict = /The contract is violated: \d+ checks passed, \d+ failed, \d+ skipped \(\d+ need --write\)\./
  expect(stdoutOf('spec').trimEnd().split('\n').at(-1)).toMatch(verdict)
  expect(stdoutOf('tap').trimEnd().split('\n').at(-1)).toMatch(verdict)
  // A comment in XML must not hold two hyphens.
  expect(stdoutOf('junit').trimEnd().split('\n').at(-2)?.replaceAll('&#45;', '-')).toMatch(verdict)
  expect(JSON.parse(stdoutOf('json')).verdict).toMatch(verdict)
  expect(stdoutOf('github')).toMatch(verdict)
})

it('shows the command that sends a read again, without its credentials', () => {
  expect(stdoutOf('spec')).toMatch(/again +curl -i -H 'Authorization: …' 'http:\/\/127\.0\.0\.1:\d+\/BC\/api\/v2\.0\//)
})

it('junit: is well-formed, with a suite for each heading and a failure for each failed check', () => {
  const xml = stdoutOf('junit')
  expect(XMLValidator.validate(xml)).toBe(true)
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => ['testsuite', 'testcase'].includes(name) })
  const suites = parser.parse(xml).testsuites.testsuite
  expect(suites.map((suite: Record<string, string>) => suite['@_name'])).toEqual([
    'service',
    'reading',
    'refusals',
    'writing',
  ])
  for (const suite of suites) {
    expect(suite.testcase).toHaveLength(Number(suite['@_tests']))
    const failed = suite.testcase.filter((testcase: object) => 'failure' in testcase)
    expect(failed).toHaveLength(Number(suite['@_failures']))
  }
  expect(Number(suites[1]['@_failures'])).toBeGreaterThan(0)
})

it('tap: counts its plan, and marks what failed', () => {
  const tap = stdoutOf('tap')
  expect(tap).toMatch(/^TAP version 13/)
  expect(tap).toMatch(/^1\.\.4$/m)
  expect(tap).toMatch(/^ {4}not ok \d+ - /m)
  expect(tap).toMatch(/^ {4}ok \d+ - /m)
})

it('json: is the whole report', () => {
  const report = JSON.parse(stdoutOf('json')) as Report
  expect(isViolated(report)).toBe(true)
  expect(report.coverage.length).toBeGreaterThan(400)
  expect(report.coverage.every(({ exchanges, reason }) => exchanges > 0 !== (reason !== undefined))).toBe(true)
  const violation = report.results.flatMap(({ violations }) => violations).find(({ rule }) => rule === 'contract.body')
  expect(violation?.message).toContain('width must be integer')
})

describe('github', () => {
  it('names a file and a line of the contract, where the broken rule stands', async () => {
    const annotations = [...stdoutOf('github').matchAll(/^::error file=([^,]+),line=(\d+),title=([^:]+)::(.*)$/gm)]
    expect(annotations.length).toBeGreaterThan(5)
    for (const [, file = '', line, title] of annotations.filter(([, , , rule]) => rule?.startsWith('contract.body'))) {
      const lines = (await readFile(file, 'utf8')).split('\n')
      expect(lines[Number(line) - 1], title).toContain('"width": {')
    }
  })

  it('writes a summary of the step as Markdown', async () => {
    const summary = await readFile(join(folder, 'summary.md'), 'utf8')
    expect(summary).toMatch(/The contract is violated: \d+ checks passed, \d+ failed, \d+ skipped/)
    expect(summary).not.toContain(credentials().BC_TOKEN)
  })
})

it('--out keeps what the server showed on unsettled questions', async () => {
  const { observations, apiVersion, server } = JSON.parse(await readFile(join(folder, 'spec.json'), 'utf8'))
  expect(apiVersion).toBe('v2.0')
  expect(server).toBe(new URL(infected.target.baseUrl).origin)
  const shown = Object.fromEntries(observations.map(({ id, shown }: { id: string; shown: string }) => [id, shown]))
  expect(shown['download-content-type']).toBe('application/octet-stream')
  expect(shown['malformed-id']).toBe('404 BadRequest_NotFound')
})

it('--list names every check and rule with a sentence and its source', async () => {
  const { stdout, code } = await bcPictures(['verify', '--list', '--json'])
  const { checks, rules } = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(checks.map(({ id }: { id: string }) => id)).toEqual(CHECKS.map(({ id }) => id))
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(Object.keys(CONTRACT_RULES))
  for (const { promise } of [...checks, ...rules]) expect(promise).toMatch(/^[$A-Z`@].*\.$/)
})

it('cites facts that docs/business-central.md has', async () => {
  const text = await readFile(new URL('../../docs/business-central.md', import.meta.url), 'utf8')
  const ids = [...text.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, id]) => id)
  for (const { id, facts } of CHECKS) {
    expect(facts.length, id).toBeGreaterThan(0)
    for (const fact of facts) expect(ids, `${id} cites ${fact}`).toContain(fact)
  }
})

it.each(API_VERSIONS)('finds the line of a pointer in the bundle of %s', async (version) => {
  const contract = loadContract(version)
  const lines = (await readFile(contract.file, 'utf8')).split('\n')
  for (const { pointer, id, method, statuses } of contract.operations) {
    expect(lines[contract.line(pointer) - 1]).toContain(`"${method.toLowerCase()}": {`)
    expect(lines[contract.line(`${pointer}/operationId`) - 1]).toContain(`"operationId": "${id}"`)
    const status = statuses.at(-1)
    expect(lines[contract.line(`${pointer}/responses/${status}`) - 1]).toContain(`"${status}": {`)
  }
  expect(contract.operations.length).toBeGreaterThanOrEqual(30)
})

it('docs/verify.md lists the checks that there are', async () => {
  const { current, fresh } = await checkTables()
  expect(current).toBe(fresh)
})
