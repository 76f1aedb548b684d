import { describe, expect, it } from 'vitest'
import { createEmulator, EmulatorStartError, seed, startEmulator } from '../index.ts'

/** What a program without types may pass. */
type Anything = never

const item = { number: '1', displayName: 'One' }
const cyclic: Record<string, unknown> = {}
cyclic.self = cyclic

/** Options that both ways to an emulator refuse: each with the thing, the value and the remedy. */
const common: readonly (readonly [unknown, string])[] = [
  ['demo', "must be an object, not 'demo'"],
  [null, 'must be an object, not null'],
  [[], 'must be an object, not the list []'],
  [new Map([['seed', 'demo']]), 'Emulator must be an object, not a Map.'],
  [new Date(), 'must be an object, not a Date'],
  [Promise.resolve({}), 'must be an object, not a Promise'],
  [() => ({}), 'must be an object, not a function'],
  [new (class Settings {})(), 'must be an object, not a Settings'],
  [{ limits: new Map() }, 'The option limits must be an object, not a Map.'],
  [{ fault: ['GET ** 500'] }, "does not take 'fault': did you mean faults"],
  [{ Seed: 'demo' }, "does not take 'Seed': did you mean seed"],
  [{ maxBodySize: 5 }, "does not take 'maxBodySize': did you mean maxBodyBytes"],
  [{ colour: 'red' }, "does not take 'colour': it takes auth, token, user"],

  [{ auth: 'Bearer' }, "The auth 'Bearer' is unknown: did you mean bearer? use one of bearer, basic, oauth, none."],
  [{ auth: true }, 'The auth true is unknown: use one of bearer'],
  [{ token: 5 }, 'The token must be a string, not a value of type number.'],
  [{ token: null }, 'The token must be a string, not null.'],
  [{ token: '' }, 'The token is empty: give one, or leave the option out.'],
  [
    { token: 'top-secret\n' },
    'The token holds a space, a line break or another character that no Authorization header',
  ],
  [{ token: 'Bearer top-secret' }, 'The token holds a space, a line break'],
  [{ token: 'top-sécret' }, 'The token holds a space, a line break'],
  [
    { auth: 'basic', user: 'a:top-secret' },
    'The user holds a colon or a line break, which basic authentication cannot',
  ],
  [{ auth: 'basic', accessKey: 'top-secret\r\n' }, 'The accessKey holds a line break or another control character'],
  [{ auth: 'oauth', clientSecret: 'top-secret\n' }, 'The clientSecret holds a line break'],
  [{ user: 'me' }, "The option user goes with auth 'basic' only, and auth is 'bearer'."],
  [
    { auth: 'oauth', tokenSeconds: '60' },
    "The tokenSeconds '60' is not a whole number of at least 1: give the number 60",
  ],
  [{ auth: 'oauth', tokenSeconds: Number.NaN }, 'The tokenSeconds NaN is not a whole number of at least 1.'],

  [{ maxBodyBytes: 1.5 }, 'The maxBodyBytes 1.5 is not a whole number'],
  [{ maxBodyBytes: '1e6' }, "The maxBodyBytes '1e6' is not a whole number of at least 1: give the number 1000000"],
  [{ onWarning: 'log' }, "The option onWarning must be a function, not 'log'."],
  [{ data: 7 }, 'The path of the data folder must be a string, not a value of type number.'],
  [{ data: '' }, 'The path of the data folder is empty'],

  [{ limits: 'yes' }, "The option limits must be an object, not 'yes'."],
  [{ limits: { concurent: 2 } }, "The option limits does not take 'concurent': did you mean concurrent"],
  [{ limits: { concurrent: 0 } }, 'The limit concurrent 0 is not a whole number of at least 1.'],
  [
    { limits: { requests: '100' } },
    "The limit requests '100' is not a whole number of at least 1: give the number 100",
  ],
  [{ limits: { windowSeconds: Number.NaN } }, 'The limit windowSeconds NaN'],

  [{ faults: 'PATCH ** 429' }, "must be a list of strings, such as ['PATCH ** 429 times=2'], not 'PATCH ** 429'."],
  [{ faults: [429] }, 'must be a list of strings'],
  [{ faults: ['PATCH ** 299'] }, "The fault rule 'PATCH ** 299' does not work: '299' is not an action"],

  [{ quirks: 'stale-etag=412' }, 'The option quirks must be an object'],
  [{ quirks: { 'stale-tag': '412' } }, "The option quirks does not take 'stale-tag': did you mean stale-etag"],
  [{ quirks: { 'stale-etag': '404' } }, "The quirk stale-etag '404' is unknown: use one of 409, 412."],

  [{ seed: 5 }, '5 is not a seed: use demo, empty, a path, a list of entities, { company, entities }'],
  [{ seed: {} }, 'the object {} is not a seed: use demo'],
  [{ seed: cyclic }, 'the object {…} is not a seed'],
  [{ seed: { entities: 'all' } }, "The entities of the seed must be a list, not 'all': use seed.item({ … })."],
  [{ seed: { entities: [], companys: [] } }, "The seed does not take 'companys'"],
  [{ seed: { company: { name: '' }, entities: [] } }, 'The company of the seed has an empty name: give one.'],
  [
    { seed: { company: { id: '1' }, entities: [] } },
    "The company of the seed has the id '1': give a GUID, or leave it out.",
  ],
  [{ seed: [seed.item({} as Anything)] }, 'Entity 0 of the seed (items) has no number: give a string.'],
  [{ seed: [seed.item(undefined as Anything)] }, 'has no number'],
  [{ seed: [seed.item({ displayName: 'x' } as Anything)] }, 'Entity 0 of the seed (items) has no number'],
  [
    { seed: [seed.item(item), seed.customer({ ...item, number: 1000 } as Anything)] },
    'Entity 1 of the seed (customers) has the number 1000: give a string.',
  ],
  [
    { seed: [seed.item({ ...item, name: 'x' } as Anything)] },
    "(items) does not take 'name': it takes set, id, number, displayName",
  ],
  [{ seed: [seed.item({ ...item, code: 'x' } as Anything)] }, "(items) does not take 'code'"],
  [{ seed: [seed.itemVariant(item as Anything)] }, "(itemVariants) does not take 'number'"],
  [{ seed: [seed.item({ ...item, id: 'x' })] }, "(items) has the id 'x': give a GUID"],
  [
    { seed: [seed.item({ ...item, picture: 5 as Anything })] },
    'has the picture 5: give bytes (Uint8Array), a path or a URL.',
  ],
  [{ seed: [seed.item({ ...item, picture: '' })] }, "has the picture ''"],
  [
    { seed: [seed.item({ ...item, furtherPictures: 'a.png' as Anything })] },
    "has furtherPictures 'a.png': give a list.",
  ],
  [{ seed: [item] }, 'Entity 0 of the seed has the set undefined: use one of items, customers'],
  [{ seed: [{ ...item, set: 'orders' }] }, "has the set 'orders'"],
  [{ seed: ['1000'] }, "Entity 0 of the seed must be an object, not '1000'."],
]

const server: readonly (readonly [unknown, string])[] = [
  [{ prot: 7050 }, "startEmulator does not take 'prot': did you mean port"],
  [{ port: '7050' }, "The port '7050' is not a whole number from 0 to 65535: give the number 7050, not a string."],
  [{ port: -1 }, 'The port -1 is not a whole number from 0 to 65535.'],
  [{ port: 65536 }, 'The port 65536 is not'],
  [{ port: null }, 'The port null is not'],
  [{ host: 127 }, 'The host must be a string, not a value of type number.'],
  [{ https: 'yes' }, "The option https must be true or false, not 'yes'."],
  [{ tlsCert: 'cert.pem' }, 'give tlsCert and tlsKey'],
  [
    { allowHosts: 'bc.example.com' },
    "The option allowHosts must be a list of strings, such as ['emulator.example.com']",
  ],
  [
    { allowHosts: ['bc.example.com:7048'] },
    "The host name 'bc.example.com:7048' of allowHosts is not a name: give one without scheme and port.",
  ],
  [{ allowHosts: ['http://bc.example.com'] }, 'is not a name: give one'],
]

const problemOf = (started: Promise<unknown>): Promise<unknown> =>
  started.then(
    () => 'it started',
    (error) => error,
  )

describe.each([
  ['startEmulator', startEmulator, [...common, ...server]],
  ['createEmulator', createEmulator, common],
] as const)('%s', (_name, start, inputs) => {
  it.each(inputs)('refuses %o in one sentence', async (options, sentence) => {
    const problem = await problemOf(start(options as Anything))
    expect(problem).toBeInstanceOf(EmulatorStartError)
    expect((problem as Error).message).toContain(sentence)
    expect((problem as Error).message).not.toMatch(/\n|top-s/)
  })

  it('takes undefined for an option that is left out', async () => {
    const options = { token: undefined, seed: undefined, limits: undefined, faults: undefined, data: undefined }
    await using emulator = await start(options)
    expect(emulator.companyName).toBe('CRONUS International Ltd.')
  })
})
