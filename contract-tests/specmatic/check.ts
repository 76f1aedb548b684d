import { sha256 } from '../../src/test-support/pictures.ts'
import type { ApiVersion } from '../../src/versions.ts'
import type { Bundle } from '../support/contract.ts'
import { readContract } from '../support/contract.ts'
import { type CompanyAddress, discoverEntities } from '../support/discover.ts'
import { PARENTS } from '../support/parents.ts'
import { isSameImage } from '../support/same-image.ts'
import { expressibleTransactions, specmaticDocument } from './document.ts'
import { ASCII_GIF, type Examples, examplesFor } from './examples.ts'
import { type Outcome, runSpecmatic } from './run.ts'

/** What a run of Specmatic proved. */
export interface Verdict {
  /** How many examples it was given. */
  examples: number
  /** How many tests passed. */
  passed: number
  /** What is wrong, one sentence each; empty when the run is good. */
  problems: string[]
}

/** Changes to an ordinary run, for tests of the guards. */
export interface CheckOptions {
  contract?: Bundle
  /** Changes what Specmatic is asked to do. */
  change?: (examples: Examples['examples']) => void
}

/**
 * Has Specmatic make one test of each example, against a company whose pictures nobody misses. Besides what Specmatic
 * finds, it is a problem when an example was not tested, and when the server does not have the image afterwards that
 * Specmatic has uploaded, or still has one that it has deleted.
 */
export async function checkExamples(
  version: ApiVersion,
  company: CompanyAddress,
  options: CheckOptions = {},
): Promise<Verdict> {
  const { examples, verdict } = await round(version, company, options, false)
  return { ...verdict, problems: [...verdict.problems, ...(await misplaced(examples, company))] }
}

/** Has Specmatic test the examples and whatever it generates from them: good requests in every variation, and bad ones. */
export async function checkGenerated(
  version: ApiVersion,
  company: CompanyAddress,
  options: CheckOptions = {},
): Promise<Verdict> {
  return (await round(version, company, options, true)).verdict
}

async function round(
  version: ApiVersion,
  company: CompanyAddress,
  { contract, change }: CheckOptions,
  generate: boolean,
): Promise<{ examples: Examples['examples']; verdict: Verdict }> {
  const bundle = contract ?? (await readContract(version))
  const entities = await discoverEntities(company, PARENTS[version])
  const target = { ...company, entities, writable: true }
  const { examples, transactions } = examplesFor(bundle, target, expressibleTransactions(bundle))
  change?.(examples)
  const outcome = await runSpecmatic(specmaticDocument(bundle, transactions), examples, company.baseUrl, { generate })
  const problems = outcome.failed.map(({ name, message }) => `${name}: ${message}`)
  const verdict = {
    examples: Object.keys(examples).length,
    passed: outcome.passed.length,
    problems: [...problems, ...untested(examples, outcome)],
  }
  return { examples, verdict }
}

function untested(examples: Examples['examples'], { passed, failed }: Outcome): string[] {
  const tests = [...passed, ...failed.map(({ name }) => name)]
  const tested = new Set(tests.flatMap((name) => /from the example '([^']+)'/.exec(name)?.[1] ?? []))
  if (tested.size === 0) return ['Specmatic tested nothing.']
  return Object.keys(examples).flatMap((name) => (tested.has(name) ? [] : [`${name}: was not tested.`]))
}

async function misplaced(examples: Examples['examples'], { baseUrl, headers }: CompanyAddress): Promise<string[]> {
  const problems: string[] = []
  const changes = Object.entries(examples).filter(
    ([
      ,
      {
        'http-response': { status },
        'http-request': { method },
      },
    ]) => {
      return status === 204 && method !== 'GET'
    },
  )
  if (changes.length === 0) problems.push('Specmatic was not asked to write.')
  for (const [
    name,
    {
      'http-request': { method, path },
    },
  ] of changes) {
    const content = path.endsWith('ontent')
      ? path
      : `${path}/${path.endsWith('picture') ? 'pictureContent' : 'content'}`
    const bytes = await (await fetch(baseUrl + content, { headers })).bytes()
    const found = bytes.length === 0 ? 'no picture' : `SHA-256 ${sha256(bytes)}`
    const wanted = method === 'PATCH' ? `SHA-256 ${sha256(ASCII_GIF)}` : 'no picture'
    const isRight = method === 'PATCH' ? await isSameImage(bytes, ASCII_GIF) : bytes.length === 0
    if (!isRight) problems.push(`${name}: left ${found} behind, not ${wanted}.`)
  }
  return problems
}
