import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { XMLParser } from 'fast-xml-parser'
import type { Bundle } from '../support/contract.ts'
import type { Example } from './examples.ts'

/** JAVA in the environment, or the one on the path. */
const java = process.env.JAVA ?? 'java'
const jar = fileURLToPath(new URL('node_modules/specmatic/specmatic.jar', import.meta.url))

/** The result of a run of Specmatic. */
export interface Outcome {
  /** The names of the tests that passed. */
  passed: string[]
  failed: { name: string; message: string }[]
}

interface Report {
  testsuite: { testcase?: { '@name': string; failure?: Complaint; error?: Complaint }[] }
}

interface Complaint {
  '#text': string
}

/** In milliseconds. A run takes some ten seconds; one that hangs is ended. */
const LONGEST_RUN = 150_000

/** Runs are short: the optimising compiler would not pay off. */
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']

/** How a run of Specmatic goes. */
export interface RunOptions {
  /**
   * Whether Specmatic makes of each example further good requests, with every choice of optional parameters, and bad ones,
   * with one thing wrong. The bodies that it uploads are then its own.
   */
  generate: boolean
}

const SETTINGS = {
  SPECMATIC_DISABLE_TELEMETRY: 'true',
  // One value for each choice: some would be as good for a bad request as for a good one, such as `$filter=true`.
  MAX_TEST_REQUEST_COMBINATIONS: '1',
  // As in OpenAPI: a response may have more properties than its schema.
  EXTENSIBLE_SCHEMA: 'true',
  // The examples of refused requests hold options that are not the operation's.
  EXTENSIBLE_QUERY_PARAMS: 'true',
}

/** Runs Specmatic on a document and its examples against the server at `baseUrl`. It sends requests to that server only. */
export async function runSpecmatic(
  document: Bundle,
  examples: Record<string, Example>,
  baseUrl: string,
  { generate }: RunOptions,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-specmatic-'))
  try {
    await writeFile(join(folder, 'contract.json'), JSON.stringify(document))
    await mkdir(join(folder, 'examples'))
    for (const [name, example] of Object.entries(examples)) {
      await writeFile(join(folder, 'examples', `${name}.json`), JSON.stringify(example))
    }
    const parameters = ['test', 'contract.json', '--examples=examples', '--strict', '--junitReportDir=report']
    const run = promisify(execFile)(java, [...JVM, '-jar', jar, ...parameters, `--testBaseURL=${baseUrl}`], {
      cwd: folder,
      env: { ...process.env, ...SETTINGS, SPECMATIC_GENERATIVE_TESTS: String(generate) },
      maxBuffer: 256 * 1024 * 1024,
      timeout: LONGEST_RUN,
    })
    // It ends with 1 when a test failed; the report says which.
    await run.catch((error: { code: unknown }) => {
      if (error.code !== 1) throw error
    })
    return await readReport(join(folder, 'report', 'TEST-junit-jupiter.xml'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readReport(path: string): Promise<Outcome> {
  const isArray = (name: string) => name === 'testcase'
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray })
  const { testsuite } = parser.parse(await readFile(path)) as Report
  const passed: string[] = []
  const failed: Outcome['failed'] = []
  for (const { '@name': path, failure, error } of testsuite.testcase ?? []) {
    const name = path.replace(/^.*> (?=.*Scenario: )/, '')
    const complaint = failure ?? error
    if (complaint) failed.push({ name, message: inOneLine(complaint['#text']) })
    else passed.push(name)
  }
  return { passed, failed }
}

/** What was wrong, without what was tested and where in Specmatic it came up. */
function inOneLine(text: string): string {
  const [complaint = ''] = text.split('\n\tat ')
  return complaint
    .replace(/^[\s\S]*?>> /, '')
    .replace(/Documentation: \S+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
