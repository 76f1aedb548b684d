import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { bcPictures, type Ended } from '../../src/test-support/bc-pictures.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { REPORTERS, type Report } from '../../src/verify/index.ts'

const HOSTILE = [
  '\x1b[2J\x1b]0;title\x07',
  '\x9b31m',
  '\x00\x08\x7f\r',
  '\u202eright to left\u2066\u200b',
  ']]> --> <script>alert(1)</script> &nope;',
  '\ufffe\uffff\ud800',
  '\n::error::a command\n##[error]an old one\n::add-mask::x',
  '\n# a heading\n![image](https://evil.example/x.png) | [link](https://evil.example) `code` ``` @somebody',
].join('')

/** What no terminal, log or reader should meet; line breaks are theirs. */
const ODD = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Noncharacter_Code_Point}/u

let emulator: Emulator
let folder: string
const ended: Record<string, Ended> = {}

beforeAll(async () => {
  emulator = await startEmulator({ auth: 'none' })
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-harmless-'))
  await using server = await startBrokenServer(emulator.url, async (request, forward) => {
    const answer = await forward(request)
    if (!/json/.test(answer.headers['content-type'] ?? '')) return answer
    const odd = ['systemVersion', 'name', 'displayName', 'code', 'message', 'contentType', 'number']
    const json = JSON.parse(answer.body.toString(), (name, value) =>
      odd.includes(name) ? `${value}${HOSTILE}` : value,
    )
    return { ...answer, body: Buffer.from(JSON.stringify(json)) }
  })
  const url = emulator.baseUrls['v2.0'].replace(emulator.url, server.url)
  for (const reporter of REPORTERS) {
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md') }
    const args = ['verify', '--base-url', url, '--parents', 'customers', '--reporter', reporter]
    ended[reporter] = await bcPictures(args, { env, cwd: folder })
  }
}, 60_000)
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})

const out = (reporter: string) => ended[reporter]?.stdout ?? ''

it.each(REPORTERS)('%s: no character that a terminal acts on, and no workflow command but our own', (reporter) => {
  const { stdout, stderr } = ended[reporter] as Ended
  const lines = `${stdout}\n${stderr}`.split('\n')
  // Node's JUnit reporter indents with tabs.
  expect(lines.filter((line) => ODD.test(line.replace(/^\t+/, '')))).toEqual([])
  const commands = lines.filter((line) => /^\s*::|##\[/.test(line))
  expect(commands.filter((line) => reporter !== 'github' || !/^::(error|notice) /.test(line))).toEqual([])
  expect(stdout).toContain(reporter === 'json' ? '\\u009b' : '\\u{9b}')
})

it('junit: well-formed, though texts hold what XML may not', () => {
  expect(XMLValidator.validate(out('junit'))).toBe(true)
  expect(out('junit')).not.toContain(']]>')
  expect(out('junit').replace(/<!--[\s\S]*?-->/g, '')).not.toContain('<script')
})

it('json: the same report', () => {
  const report = JSON.parse(out('json')) as Report
  expect(report.company).toContain('\x1b[2J')
})

it('tap: every line is TAP', () => {
  const top = out('tap')
    .split('\n')
    .filter((line) => /^\S/.test(line))
  expect(top.filter((line) => !/^(TAP version|ok |not ok |# |1\.\.)/.test(line))).toEqual([])
})

describe('the summary of the step', () => {
  it('holds no heading, image, link or HTML of the server', async () => {
    const summary = await readFile(join(folder, 'summary.md'), 'utf8')
    expect(summary).toContain('The contract is violated:')
    expect(summary.split('\n').filter((line) => ODD.test(line))).toEqual([])
    expect(summary.split('\n').filter((line) => line.startsWith('#'))).toEqual(['### bc-pictures verify, v2.0'])
    // Outside of code there is nothing that the server said.
    const block = /^(`{3,})text\n[\s\S]*?\n\1$/m
    expect(block.test(summary)).toBe(true)
    const outside = summary.replace(block, '').replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
    expect(outside).not.toMatch(/evil|script|!\[|@somebody/)
  })
})
