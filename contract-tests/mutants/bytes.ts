/** Mutants that do not keep bytes. */
import { gzipSync } from 'node:zlib'
import type { Break } from '../../src/test-support/broken-server.ts'
import {
  answer,
  currentContent,
  empty,
  group,
  handle,
  isContentUrl,
  isDownload,
  isUpload,
  request,
  type World,
  when,
} from './mutant.ts'

const download = (change: (body: Buffer) => Buffer) =>
  answer(when(isDownload), (sound) => ({ ...sound, body: change(sound.body) }))
const upload = (change: (body: Buffer) => Buffer) =>
  request(isUpload, ({ body, headers }) => ({ body: change(body), headers }))

const flipLastBit = (body: Buffer) => {
  const flipped = Buffer.from(body)
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1
  return flipped
}

/** Answers the content that there was before the last upload. */
function previousPicture(world: World): Break {
  const previous = new Map<string, Buffer | undefined>()
  return async (asked, forward) => {
    const { url } = asked
    if (isUpload(asked)) {
      const before = await currentContent(asked, forward, world)
      const answered = await forward(asked)
      if (answered.status === 204 && before) previous.set(url, before)
      return answered
    }
    const answered = await forward(asked)
    const old = previous.get(url)
    return isDownload(asked) && answered.status === 200 && old ? { ...answered, body: old } : answered
  }
}

/** Wrong bytes. */
export const BYTES = group('bytes', {
  'flipped-bit': ['the last bit of a stored picture is flipped', upload(flipLastBit)],
  'flipped-bit-large': [
    'one bit of a large download is flipped',
    download((body) => (body.length > 100_000 ? flipLastBit(body) : body)),
  ],
  'other-each-time': [
    'each download has one more byte than the one before',
    (): Break => {
      let downloads = 0
      return async (asked, forward) => {
        const sound = await forward(asked)
        if (!isDownload(asked) || sound.status !== 200) return sound
        downloads += 1
        return { ...sound, body: Buffer.concat([sound.body, Buffer.alloc(downloads)]) }
      }
    },
  ],
  truncated: ['the last byte of a download is missing', download((body) => body.subarray(0, -1))],
  'cut-at-64-k': ['uploads are cut at 64 kB', upload((body) => body.subarray(0, 65_536))],
  'cut-at-1-m': ['uploads are cut at 1 MB', upload((body) => body.subarray(0, 1_048_576))],
  'broken-off': [
    'downloads break off before their end',
    answer(when(isDownload), (sound) => ({ ...sound, cutAfter: Math.floor(sound.body.length / 2) })),
  ],
  'as-text': ['downloads are decoded and encoded as text', download((body) => Buffer.from(body.toString('utf8')))],
  'stored-as-text': ['uploads are decoded and encoded as text', upload((body) => Buffer.from(body.toString('utf8')))],
  base64: ['downloads are base64', download((body) => Buffer.from(body.toString('base64')))],
  'base64-stored': ['uploads are stored as base64', upload((body) => Buffer.from(body.toString('base64')))],
  'newline-appended': ['a newline is appended', download((body) => Buffer.concat([body, Buffer.from('\n')]))],
  'newlines-translated': [
    'line feeds become carriage return and line feed',
    upload((body) => Buffer.from(body.toString('latin1').replaceAll('\n', '\r\n'), 'latin1')),
  ],
  'blanks-trimmed': [
    'blanks and line ends are trimmed from uploads',
    upload((body) => Buffer.from(body.toString('latin1').replace(/[ \t\r\n]+$/, ''), 'latin1')),
  ],
  'byte-order-mark-stripped': [
    'a byte order mark is stripped from uploads',
    upload((body) => (body.subarray(0, 3).toString('hex') === 'efbbbf' ? body.subarray(3) : body)),
  ],
  'zeros-stripped': ['zero bytes are stripped', upload((body) => Buffer.from(body.filter((byte) => byte !== 0)))],
  'high-bit-lost': [
    'the high bit of each byte is lost where bytes are no picture',
    upload((body) => (body[0] === 0 || body.length === 1 ? Buffer.from(body.map((byte) => byte & 0x7f)) : body)),
  ],
  gzipped: ['downloads are compressed without saying so', download((body) => gzipSync(body))],
  quoted: [
    'downloads are wrapped in a JSON string',
    download((body) => Buffer.from(JSON.stringify(body.toString('base64')))),
  ],
  'other-entity': [
    "an entity's content is that of another one",
    handle(isDownload, async (asked, forward, { ids }) => {
      const sound = await forward(asked)
      const id = /items\(([^)]*)\)/.exec(asked.url)?.[1]
      const other = ids.items?.slice(0, 2).find((candidate) => candidate !== id)
      if (sound.status !== 200 || id === undefined || other === undefined) return sound
      const answered = await forward({ ...asked, url: asked.url.replaceAll(id, other) })
      return answered.status === 200 ? answered : sound
    }),
  ],
  'previous-picture': ['a download gives the picture before the last upload', previousPicture],
  'one-for-all': [
    'every upload stores one and the same picture',
    (): Break => {
      let first: Buffer | undefined
      return async (asked, forward) => {
        if (!isUpload(asked)) return forward(asked)
        first ??= asked.body
        return forward({ ...asked, body: first })
      }
    },
  ],
  'small-dropped': [
    'uploads under 10 bytes are taken and dropped',
    handle(isUpload, async (asked, forward) =>
      asked.body.length < 10 && asked.body.length > 0 && asked.headers['if-match'] ? empty(204) : forward(asked),
    ),
  ],
  'large-refused': [
    'uploads over 1 MB are refused',
    handle(isContentUrl, async (asked, forward) =>
      asked.body.length > 1_048_576
        ? { ...(await forward({ ...asked, body: Buffer.alloc(0) })), status: 413 }
        : forward(asked),
    ),
  ],
  'large-unanswered': [
    'uploads over 1 MB get no answer: the connection breaks',
    handle(isUpload, async (asked, forward) =>
      asked.body.length > 1_048_576 ? { ...empty(204), cutAfter: -1 } : forward(asked),
    ),
  ],
  'other-type-mangled': [
    'an upload as application/json is stored as text',
    request(
      ({ headers }) => headers['content-type'] === 'application/json',
      ({ body }) => ({ body: Buffer.from(body.toString('utf8')) }),
    ),
  ],
})
