import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { inCommandTerms } from '../terms.ts'

const src = fileURLToPath(new URL('../../', import.meta.url))

/** What only a program can write: a call, a name in camelCase, an option with its value, an option that is passed. */
const PROGRAM = /\b\w+\(\)|\b[a-z]+[A-Z]\w*\b|\b\w+: (true|false|')|\bpass (auth|company)\b|\b[Tt]he option (?!out\b)\w/

/** Words of the field, and keys of seed files, that look like a program's. */
const WORDS = /\b(iPhone|itemVariants|furtherPictures)\b/g

/** Statements for SQLite are no sentences. */
const SQL = /\b(SELECT|INSERT|UPDATE|DELETE FROM|WHERE|CREATE TABLE) /

/** Sentences that no command can run into, and why. A part of each is enough. */
const ONLY_IN_PROGRAMS: readonly string[] = [
  // Arguments that commands fill in themselves, and options that their own flags check.
  ...['createPictureClient(', "client.picture('items', id)", 'picture.upload(bytes)', "'chair.png')"],
  ...[
    'must be an AbortSignal',
    'or another apiVersion',
    'use startEmulator for that',
    ' is not below baseUrl',
    'uploadFrom() for a file',
  ],
  ...['an object with now()', 'auth threw', 'The argument of '],
  // Credentials: commands make them of the environment, which is checked before.
  ...['Client credentials need', 'a token, a function, basic('],
  // Commands take ids from lists, and bytes from files, which can be opened again.
  ...['as findEntity() gives it', 'This download has been read'],
  // A filter, for the server.
  'itemNumber eq ',
]

/** The texts in a source file that could be parts of a sentence, with … for what is filled in. */
function sentencesOf(path: string): string[] {
  const code = readFileSync(path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/^(import|export) .* from .*$/gm, '')
  const literals = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals
    .map((literal) =>
      literal
        .slice(1, -1)
        .replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '…')
        .replaceAll("\\'", "'"),
    )
    .filter((text) => /[A-Za-z]{2,} [A-Za-z]/.test(text) && !SQL.test(text))
}

const starting = ['options', 'start', 'http/tls', 'seed/*', 'storage/*', 'faults/*'].map((name) => `emulator/${name}`)
const rooms = ['client/**/*', 'transfer/**/*', 'node/**/*', ...starting]

const files = rooms.flatMap((room) => globSync(`${src}${room}.ts`).filter((path) => !path.includes('/test/')))

describe('messages of the library, as a command shows them', () => {
  it.each(files.map((path) => [path.slice(src.length), path] as const))(
    'name nothing that only a program can write: %s',
    (_, path) => {
      const left = sentencesOf(path)
        .map(inCommandTerms)
        .filter(
          (text) => PROGRAM.test(text.replace(WORDS, '')) && !ONLY_IN_PROGRAMS.some((begins) => text.includes(begins)),
        )
      expect(left).toEqual([])
    },
  )

  it.each([
    ['GET x answered 401. No credentials were given: pass auth.', /set BC_TOKEN, or BC_CLIENT_ID and BC_CLIENT_SECRET/],
    ['The picture is TIFF: pass PNG or JPEG, or anyFormat: true.', /choose a PNG or JPEG, or add --any-format\./],
    [
      'tokenUrl "http://x" does not protect credentials: use https, or pass allowHttp: true.',
      /^BC_TOKEN_URL .* pass --allow-http\.$/,
    ],
    ['left alone; force: true takes the picture', /left alone; --force takes/],
    ["a WEBP: format: 'jpeg' converts it", /a WEBP: --format jpeg converts it/],
    ['The option maxDelete must be a share', /^--max-delete must be a share/],
    ['The option folder must be the path', /^The argument <dir> must be the path/],
    ['give tlsCert and tlsKey.', /^give --tls-cert and --tls-key\.$/],
    ["The tokenSeconds '60' is not", /^--token-seconds '60' is not/],
    ['got no complete response: check address and network.', /check --base-url and the network\.$/],
    ['company "X" is unknown: use Y.', /^The company "X" is unknown: use Y\.$/],
    ['The option quality goes with the option fit', /^--quality goes with --fit$/],
  ])('turn %j into flags, variables and commands', (library, command) => {
    expect(inCommandTerms(library)).toMatch(command)
  })

  it.each(['There is no item force in this company.', 'entity: true story', "name: 'x'", 'The option is yours'])(
    'stay as they are where no option is meant: %j',
    (text) => expect(inCommandTerms(text)).toBe(text),
  )
})
