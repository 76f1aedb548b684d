import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPictureClient } from '../../client/index.ts'
import { pull, push, TransferUsageError, undo } from '../index.ts'
import { sourcePlace } from '../push/source-place.ts'

/** What a program without types may pass. */
type Anything = never

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bc-pictures-options-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

let requests = 0
const client = createPictureClient({
  baseUrl: 'http://127.0.0.1:1/api/v2.0',
  apiVersion: 'v2.0',
  auth: 'secret-token',
  fetch: async () => {
    requests += 1
    throw new Error('no request may go out')
  },
})

/** Options of pull, push and undo alike. */
const shared: readonly (readonly [object, string])[] = [
  [{ concurrency: 0 }, 'The option concurrency 0 is not a whole number from 1 to 100.'],
  [{ concurrency: 1.5 }, 'The option concurrency 1.5 is not a whole number from 1 to 100.'],
  [{ concurrency: Number.NaN }, 'The option concurrency NaN is not a whole number from 1 to 100.'],
  [
    { concurrency: '5' },
    "The option concurrency '5' is not a whole number from 1 to 100: give the number 5, not a string.",
  ],
  [
    { signal: new AbortController() },
    'The option signal must be an AbortSignal, such as controller.signal, not an AbortController.',
  ],
  [{ signal: true }, 'The option signal must be an AbortSignal, such as controller.signal, not true.'],
  [{ onEvent: 'log' }, "The option onEvent must be a function, not 'log'."],
  [{ force: 'yes' }, "The option force must be true or false, not 'yes'."],
  [{ force: null }, 'The option force must be true or false, not null.'],
]

const PULL: readonly (readonly [unknown, string])[] = [
  [undefined, 'pull needs an object with folder, parents, …, not undefined.'],
  ['./pictures', "pull needs an object with folder, parents, …, not './pictures'."],
  [['items'], 'pull needs an object with folder, parents, …, not the list ["items"].'],
  [new Map(), 'pull needs an object with folder, parents, …, not a Map.'],
  [Promise.resolve({}), 'pull needs an object with folder, parents, …, not a Promise.'],
  [{}, "The option folder must be the path of a folder, such as './pictures', not undefined."],
  [{ parents: ['items'] }, "The option folder must be the path of a folder, such as './pictures', not undefined."],
  [{ folder: '', parents: ['items'] }, "such as './pictures', not ''."],
  [{ folder: 5, parents: ['items'] }, "such as './pictures', not 5."],
  [{ folder: new URL('file:///tmp'), parents: ['items'] }, "such as './pictures', not a URL."],
  [{ folder: 'x\0', parents: ['items'] }, 'The option folder must be the path of a folder'],
  [{ folder: 'x' }, "The option parents must be a list of strings, such as ['items'], not undefined."],
  [{ folder: 'x', parents: 'items' }, "The option parents must be a list of strings, such as ['items'], not 'items'."],
  [{ folder: 'x', parents: [] }, "The option parents is an empty list: name one, such as 'items'."],
  [
    { folder: 'x', parents: ['item'] },
    '"item" has no pictures in API v2.0: did you mean items? use one of items, customers',
  ],
  ...(
    [
      [{ maxdelete: 3 }, "pull has no option 'maxdelete': did you mean maxDelete?"],
      [{ colour: 'red' }, "pull has no option 'colour': it takes folder, parents, filter, full, delete, maxDelete"],
      [{ filter: 5 }, 'The option filter must be an OData condition, such as "startswith(number, \'18\')", not 5.'],
      [{ filter: '' }, 'The option filter must be an OData condition'],
      [{ filter: ' ' }, 'The option filter must be an OData condition'],
      [{ full: 1 }, 'The option full must be true or false, not 1.'],
      [{ delete: 'yes' }, "The option delete must be true or false, not 'yes'."],
      [
        { maxDelete: 'all' },
        "The option maxDelete must be a share of the files such as '10%', or a number of files, not 'all'.",
      ],
      [{ maxDelete: '101%' }, "or a number of files, not '101%'."],
      [{ maxDelete: -1 }, 'or a number of files, not -1.'],
      [{ maxDelete: 0.5 }, 'or a number of files, not 0.5.'],
      [{ maxDelete: Number.NaN }, 'or a number of files, not NaN.'],
      [
        { delete: true, filter: 'x' },
        'The option delete does not go together with the option filter: what a filter leaves out is not gone.',
      ],
      ...shared,
    ] as const
  ).map(([more, sentence]) => [{ folder: 'x', parents: ['items'], ...more }, sentence] as const),
]

const PUSH: readonly (readonly [unknown, string])[] = [
  [undefined, 'push needs an object with from, …, not undefined.'],
  [{}, "The option from must be the path of a folder or a ZIP file, such as './pictures', not undefined."],
  [{ from: Buffer.of(1) }, "such as './pictures', not bytes."],
  [{ folder: 'x' }, "push has no option 'folder': it takes from, parents"],
  [{ from: 'nowhere' }, 'nowhere is not there: name a folder of pictures, or a ZIP file.'],
  [{ from: 'nowhere/a.zip' }, 'nowhere/a.zip is not there: name a folder of pictures, or a ZIP file.'],
  [{ from: '/dev/null' }, '/dev/null is neither a folder nor a file: name a folder of pictures, or a ZIP file.'],
  ...(
    [
      [{ dry_run: true }, "push has no option 'dry_run': did you mean dryRun?"],
      [{ parents: ['item'] }, '"item" has no pictures in API v2.0'],
      [{ dryRun: 'yes' }, "The option dryRun must be true or false, not 'yes'."],
      [{ verify: 0 }, 'The option verify must be true or false, not 0.'],
      [{ onlyFailed: 1 }, 'The option onlyFailed must be true or false, not 1.'],
      [{ anyFormat: 1 }, 'The option anyFormat must be true or false, not 1.'],
      [{ limit: 0 }, 'The option limit 0 is not a whole number of at least 1.'],
      [{ maxSize: '5MB' }, "The option maxSize '5MB' is not a whole number of at least 1."],
      [{ map: {} }, "The option map must be the path of a CSV file, such as './numbers.csv', not the object {}."],
      [{ by: 'name' }, "The option by 'name' is unknown: use one of number, gtin."],
      [{ require: 'png' }, "The option require must be a list of strings, such as ['png'], not 'png'."],
      [{ require: [] }, "The option require is an empty list: name one, such as 'png'."],
      [{ require: ['pgn'] }, "The required format 'pgn' is unknown: did you mean png? use one of png, jpeg"],
      [{ fit: 8 }, 'The option fit 8 is not a whole number from 16 to 20000.'],
      [{ format: 'jpg' }, "The option format 'jpg' is unknown: did you mean jpeg? use one of jpeg, png."],
      [{ fit: 100, quality: 101 }, 'The option quality 101 is not a whole number from 1 to 100.'],
      [
        { quality: 80 },
        'The option quality is 80, and nothing is converted: it goes with the option format or the option fit.',
      ],
      [{ onPlan: true }, 'The option onPlan must be a function, not true.'],
      ...shared,
    ] as const
  ).map(([more, sentence]) => [{ from: 'x', ...more }, sentence] as const),
]

const UNDO: readonly (readonly [unknown, string])[] = [
  [undefined, 'undo needs an object with folder, run, …, not undefined.'],
  [{ folder: 'x' }, "The option run must be the name of a run, or 'last', not undefined."],
  [{ run: 'last' }, 'The option folder must be the path of the folder that was pushed'],
  ...(
    [
      [{ run: 5 }, "The option run must be the name of a run, or 'last', not 5."],
      [{ dryRun: true }, "undo has no option 'dryRun': it takes folder, run, force, concurrency, signal, onEvent."],
      ...shared,
    ] as const
  ).map(([more, sentence]) => [{ folder: 'x', run: 'last', ...more }, sentence] as const),
]

const problemOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'it ran',
    (error) => error,
  )

describe.each([
  ['pull', pull, PULL],
  ['push', push, PUSH],
  ['undo', undo, UNDO],
] as const)('%s', (name, call, inputs) => {
  it.each(inputs)('refuses the options %o in one sentence, before any request', async (options, sentence) => {
    const problem = (await problemOf(call(client as Anything, options as Anything))) as Error
    expect(problem).toBeInstanceOf(TransferUsageError)
    expect(problem.message).toContain(sentence)
    expect(problem.message).not.toContain('\n')
    expect(requests).toBe(0)
  })

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['https://x', 'a value of type string'],
  ])('wants a client, not %o', async (wrong, shown) => {
    const problem = await problemOf(call(wrong as Anything, { folder, parents: ['items'] } as Anything))
    expect(String(problem)).toBe(
      `TransferUsageError: ${name} needs a client first, from createPictureClient({ … }), not ${shown}.`,
    )
  })

  it('shows nothing of what is passed instead of a client: it may hold a secret', async () => {
    const problem = await problemOf(call({ auth: 'secret-token' } as Anything, client as Anything))
    expect(String(problem)).toContain('not a value of type object.')
    expect(String(problem)).not.toContain('secret')
  })
})

it('a link to a folder is pushed like the folder itself', () => {
  symlinkSync(folder, join(folder, 'link'))
  expect(sourcePlace(join(folder, 'link'))).toEqual({ isZip: false, home: join(folder, 'link') })
})
