import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, seed, startEmulator } from '../../emulator/index.ts'
import { bcPictures } from '../../test-support/bc-pictures.ts'
import { ONE_PIXEL_PNG } from '../../test-support/pictures.ts'

let emulator: Emulator
let stranger: Server
let folder: string

beforeAll(async () => {
  const items = [seed.item({ number: '1000', displayName: 'Chair', picture: ONE_PIXEL_PNG })]
  emulator = await startEmulator({
    token: 'the-right-token',
    seed: [seed.company({ name: 'Contoso Ltd.' }, items), seed.company({ name: 'Fabrikam' }, items)],
  })
  // A login page, an empty answer, and JSON of something else.
  stranger = createServer(({ url = '' }, response) => {
    const [type, body] = url.includes('html') ? ['text/html', '<html></html>'] : ['application/json', '{"hello":1}']
    response
      .writeHead(url.includes('missing') ? 404 : 200, { 'Content-Type': type })
      .end(url.includes('empty') ? '' : body)
  }).listen(0, '127.0.0.1')
  folder = mkdtempSync(join(tmpdir(), 'bc-pictures-messages-'))
  writeFileSync(join(folder, 'empty.png'), '')
  writeFileSync(join(folder, 'photo.tiff'), 'II*\0, and so on')
  writeFileSync(join(folder, 'chair.png'), ONE_PIXEL_PNG)
})
afterAll(async () => {
  await emulator.close()
  stranger.close()
  rmSync(folder, { recursive: true })
})

const atStranger = (path: string) => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/${path}/api/v2.0`

/** Runs a command against the emulator, signed in and in a company; an empty value takes a variable away. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const given = { BC_TOKEN: 'the-right-token', BC_COMPANY: 'Fabrikam', BC_BASE_URL: emulator.baseUrls['v2.0'], ...env }
  return bcPictures(args, { cwd: folder, env: given })
}

const setAll = 'set BC_TOKEN, or BC_CLIENT_ID and BC_CLIENT_SECRET, or BC_USER and BC_ACCESS_KEY.'

it.each<[string, string[], Record<string, string>, number, RegExp | string]>([
  ['no credentials', ['list', 'items'], { BC_TOKEN: '' }, 3, `No credentials were given: ${setAll}`],
  [
    'a blank token',
    ['list', 'items'],
    { BC_TOKEN: ' ' },
    2,
    'error: BC_TOKEN contains spaces or line breaks: set it to the token alone.',
  ],
  ['a wrong token', ['list', 'items'], { BC_TOKEN: 'stale' }, 3, 'a token in BC_TOKEN may have expired.'],
  [
    'no company',
    ['info', 'items:1000'],
    { BC_COMPANY: '' },
    2,
    /may open several companies: use --company with .*Fabrikam/,
  ],
  [
    'an unknown company',
    ['info', 'items:1000'],
    { BC_COMPANY: 'Nod' },
    2,
    /^error: The company "Nod" is unknown: use /,
  ],
  ['an empty file', ['put', 'items:1000', 'empty.png'], {}, 2, 'or remove the picture with bc-pictures rm.'],
  ['a TIFF', ['put', 'items:1000', 'photo.tiff'], {}, 2, 'choose a PNG or JPEG, or add --any-format.'],
  [
    'two options that clash',
    ['pull', 'items', '.', '--delete', '--filter', 'x'],
    {},
    2,
    /^error: --delete does not go together with --filter: /,
  ],
  [
    'a share that is none',
    ['pull', 'items', '.', '--max-delete', 'all'],
    {},
    2,
    /^error: --max-delete must be a share/,
  ],
  ['an empty folder', ['pull', 'items', ''], {}, 2, /^error: The argument <dir> must be the path of a folder/],
  [
    'too many at once',
    ['pull', 'items', '.', '--concurrency', '500'],
    {},
    2,
    /^error: --concurrency 500 is not a whole number from 1 to 100\./,
  ],
  [
    'a quality for nothing',
    ['push', '.', '--quality', '80'],
    {},
    2,
    /^error: --quality is 80, and nothing is converted: it goes with --format or --fit\./,
  ],
  [
    'GTINs of customers',
    ['push', '.', '--by', 'gtin', '--parents', 'customers'],
    {},
    2,
    /^error: --by gtin works for items/,
  ],
  [
    'an empty name of a set',
    ['pull', 'items,', '.'],
    {},
    2,
    /^error: The list of entity sets has an empty name: write/,
  ],
  [
    'a misspelt set',
    ['list', 'itmes'],
    {},
    2,
    /^error: "itmes" has no pictures in API v2\.0: did you mean items\? use/,
  ],
  [
    'an undo that would be none',
    ['push', '.', '--undo', 'last', '--dry-run'],
    {},
    2,
    /^error: --dry-run does not go with --undo:/,
  ],
  [
    'an undo without reading back',
    ['push', '.', '--undo', 'last', '--no-verify'],
    {},
    2,
    /^error: --no-verify does not go/,
  ],
  [
    'an undo of nothing',
    ['push', '.', '--undo', 'last'],
    {},
    2,
    /^error: There is no run 'last' to undo here: no push has/,
  ],
  ['an empty path', ['push', ''], {}, 2, /^error: The argument <dir\|zip> is an empty text: name a folder/],
  [
    'a picture that is no ZIP',
    ['push', 'chair.png'],
    {},
    2,
    /^error: chair\.png is not a ZIP file, or not a whole one: name/,
  ],
  ['a file for a folder', ['pull', 'items', 'chair.png'], {}, 2, /chair\.png is not a folder: name one\./],
  [
    'a missing map',
    ['push', '.', '--map', 'none.csv'],
    {},
    2,
    /^error: The map none\.csv cannot be read \(ENOENT\): name a/,
  ],
  [
    'a report in no folder',
    ['push', '.', '--report', 'no/x.csv'],
    {},
    2,
    /\(ENOENT\): choose another file with --report\./,
  ],
  [
    'a folder as output',
    ['get', 'items:1000', '-o', '.'],
    {},
    2,
    /is a folder: pass the path of a file in it\. Or use - for/,
  ],
  [
    'a folder of credentials',
    ['list', 'items', '--credentials', '.'],
    {},
    2,
    /^error: \. is not a file: name a credentials file/,
  ],
  [
    'a file of types',
    ['generate', '--out', 'chair.png'],
    {},
    2,
    /The folder chair\.png cannot be used \(ENOTDIR\): choose a/,
  ],
  [
    'a misspelt check',
    ['verify', '--only', 'compnies'],
    {},
    2,
    /^error: There is no check "compnies": did you mean companies\?/,
  ],
  [
    'a document and a server',
    ['verify', '--metadata-only', 'x', '--write'],
    {},
    2,
    /^error: --write needs a server, and --meta/,
  ],
  [
    'a missing document',
    ['verify', '--metadata-only', 'none.xml'],
    {},
    2,
    /\(ENOENT\): name a saved \$metadata document/,
  ],
  [
    'a document that is none',
    ['verify', '--metadata-only', 'photo.tiff'],
    {},
    2,
    /\. Save what the server returns for \$metadata\./,
  ],
  [
    'two sets to list',
    ['list', 'items,customers'],
    {},
    2,
    /^error: list takes one entity set, not items,customers: call it/,
  ],
  [
    'JSON and a picture at once',
    ['get', 'items:1000', '--json', '-o', '-'],
    {},
    2,
    /^error: --json and -o - both write to/,
  ],
])('a command says of %s what to do at the command line', async (_, args, env, code, sentence) => {
  const ended = await run(args, env)
  expect(ended.stderr).toMatch(sentence)
  expect(ended.code).toBe(code)
  expect(ended.stderr).not.toMatch(/\.\.|auth\b|[a-z]\(\)|: true/)
})

it.each(['html', 'json', 'empty', 'missing'])(
  'list, info and login say that a server is no Business Central, and which setting to check: %s',
  async (path) => {
    for (const args of [
      ['list', 'items'],
      ['info', 'items:1000'],
      ['login', '--check'],
    ]) {
      const { code, stderr } = await run(args, { BC_BASE_URL: atStranger(path) })
      expect([code, stderr]).toEqual([expect.any(Number), expect.stringContaining('check --base-url')])
      expect(code).toBeGreaterThan(0)
    }
  },
)

it('a plan and its summary name flags, and the library options', async () => {
  const { code, stdout } = await run(['push', '.', '--dry-run'])
  expect(code).toBe(0)
  expect(stdout).toContain('photo.tiff: there is no item photo')
  expect(stdout).not.toMatch(/: true|format: '/)
  const { stdout: json } = await run(['pull', 'items', 'pulled', '--json'], {
    BC_BASE_URL: emulator.baseUrls['v1.0'],
    BC_API_VERSION: 'v1.0',
  })
  expect(json).toContain('run with --full now and then')
})
