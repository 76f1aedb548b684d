/** Mutants that store or return other images than were sent. On a server that stores images anew, only their pixels tell. */
import { crc32 } from 'node:zlib'
import { decode as decodeBmp, encode as encodeBmp } from 'bmp-ts'
import { decode as decodeJpeg, encode as encodeJpeg } from 'jpeg-js'
import { PNG } from 'pngjs'
import type { Break } from '../../src/test-support/broken-server.ts'
import { answer, group, isDownload, isUpload, request, when } from './mutant.ts'

type Format = 'png' | 'jpeg' | 'gif' | 'bmp' | 'other'

const SIGNATURES: [Format, string][] = [
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
  ['bmp', 'BM'],
]

function formatOf(body: Buffer): Format {
  const start = body.toString('latin1', 0, 8)
  return SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0] ?? 'other'
}

/** Changes uploads of some formats on their way; what is damaged already stays as it is. */
const stored = (formats: readonly Format[], change: (body: Buffer) => Buffer) =>
  request(
    (asked) => isUpload(asked) && asked.body.length > 0 && formats.includes(formatOf(asked.body)),
    ({ body, headers }) => ({ body: change(body), headers }),
  )

/** Changes downloads of some formats on their way back. */
const returned = (formats: readonly Format[], change: (body: Buffer) => Buffer) =>
  answer(when(isDownload), (sound) =>
    formats.includes(formatOf(sound.body)) ? { ...sound, body: change(sound.body) } : undefined,
  )

interface Bitmap {
  width: number
  height: number
  data: Buffer
}

const onPng = (change: (image: Bitmap) => Bitmap) => (body: Buffer) => {
  const { width, height, data } = change(PNG.sync.read(body))
  const image = new PNG({ width, height })
  image.data = data
  return PNG.sync.write(image)
}

const onJpeg =
  (change: (image: Bitmap) => Bitmap, quality = 95) =>
  (body: Buffer) =>
    encodeJpeg(change(decodeJpeg(body)), quality).data

const onBmp = (change: (image: Bitmap) => Bitmap) => (body: Buffer) => {
  const { width, height, data } = decodeBmp(body, { toRGBA: true })
  const changed = change({ width, height, data })
  // The encoder wants alpha first, then blue, green and red.
  const swapped = Buffer.from(changed.data)
  for (let at = 0; at < swapped.length; at += 4) swapped.subarray(at, at + 4).reverse()
  return encodeBmp({ ...changed, data: swapped, bitPP: 24 }).data
}

/** Turns the last pixel into another colour. */
function wrongPixel(image: Bitmap): Bitmap {
  const data = Buffer.from(image.data)
  const at = data.length - 4
  for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (data[at + channel] ?? 0) ^ 0x80
  return { ...image, data }
}

function halved({ width, height, data }: Bitmap): Bitmap {
  const [w, h] = [Math.max(1, width >> 1), Math.max(1, height >> 1)]
  const small = Buffer.alloc(w * h * 4)
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1)
      data.copy(small, (y * w + x) * 4, (y * 2 * width + x * 2) * 4, (y * 2 * width + x * 2) * 4 + 4)
  }
  return { width: w, height: h, data: small }
}

function upsideDown({ width, height, data }: Bitmap): Bitmap {
  const rows = Array.from({ length: height }, (_, y) => data.subarray(y * width * 4, (y + 1) * width * 4))
  return { width, height, data: Buffer.concat(rows.toReversed()) }
}

function grey(image: Bitmap): Bitmap {
  const data = Buffer.from(image.data)
  for (let at = 0; at < data.length; at += 4) {
    const mean = Math.round(((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3)
    data.fill(mean, at, at + 3)
  }
  return { ...image, data }
}

const same = (image: Bitmap) => image

/** Any PNG, to make another one of. */
const PNG_SEED = PNG.sync.write(new PNG({ width: 1, height: 1 }))

/** Changes the first colour of a GIF's palette. */
function otherColour(body: Buffer): Buffer {
  const changed = Buffer.from(body)
  changed[13] = (changed[13] ?? 0) ^ 0x80
  return changed
}

function flipBit(body: Buffer, at: number): Buffer {
  const changed = Buffer.from(body)
  changed[at] = (changed[at] ?? 0) ^ 1
  return changed
}

/** A PNG with a comment before its end. */
function withComment(body: Buffer, text: string): Buffer {
  const data = Buffer.from(`tEXtComment\0${text}`, 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length - 4)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(data))
  return Buffer.concat([body.subarray(0, -12), length, data, checksum, body.subarray(-12)])
}

const ALL: readonly Format[] = ['png', 'jpeg', 'gif', 'bmp']

/** Wrong images. */
export const IMAGES = group('image', {
  'pixel-png': ['one pixel of a stored PNG is wrong', stored(['png'], onPng(wrongPixel))],
  'pixel-jpeg': ['one pixel of a stored JPEG is wrong', stored(['jpeg'], onJpeg(wrongPixel))],
  'pixel-bmp': ['one pixel of a stored BMP is wrong', stored(['bmp'], onBmp(wrongPixel))],
  'pixel-bmp-large': [
    'one pixel of a stored BMP over 1 MB is wrong',
    stored(['bmp'], (body) => (body.length > 1_048_576 ? onBmp(wrongPixel)(body) : body)),
  ],
  'colour-gif': ['one colour of a stored GIF is wrong', stored(['gif'], otherColour)],
  'resized-png': ['a stored PNG is half as large', stored(['png'], onPng(halved))],
  'resized-jpeg': ['a stored JPEG is half as large', stored(['jpeg'], onJpeg(halved))],
  'resized-large': [
    'a picture over 1 MB is stored half as large',
    stored(['bmp'], (body) => (body.length > 1_048_576 ? onBmp(halved)(body) : body)),
  ],
  'resized-behind': [
    'a PNG is returned half as large, and the metadata tells its full size',
    returned(['png'], onPng(halved)),
  ],
  'grey-png': ['a stored PNG loses its colours', stored(['png'], onPng(grey))],
  'grey-jpeg': ['a stored JPEG loses its colours', stored(['jpeg'], onJpeg(grey))],
  'upside-down': ['a stored BMP is upside down', stored(['bmp'], onBmp(upsideDown))],
  'rough-jpeg': ['a stored JPEG is hardly to be recognised', stored(['jpeg'], onJpeg(same, 1))],
  'gif-as-png': [
    'a GIF is returned as a PNG of the same size',
    returned(['gif'], () =>
      onPng((image) => ({ ...image, width: 4, height: 3, data: Buffer.alloc(48, 99) }))(PNG_SEED),
    ),
  ],
  'jpeg-as-png': [
    'a JPEG is returned as a PNG with the same pixels',
    returned(['jpeg'], (body) => onPng(() => decodeJpeg(body))(PNG_SEED)),
  ],
  'png-as-jpeg': [
    'a PNG is returned as a JPEG with nearly the same pixels',
    returned(['png'], (body) => encodeJpeg(PNG.sync.read(body), 95).data),
  ],
  'checksum-header': [
    'a bit of the first checksum of a PNG is flipped',
    returned(['png'], (body) => flipBit(body, 29)),
  ],
  'checksum-end': [
    'a bit of the last checksum of a PNG is flipped',
    returned(['png'], (body) => flipBit(body, body.length - 1)),
  ],
  'cut-png': ['a PNG is returned without its last chunk', returned(['png'], (body) => body.subarray(0, -12))],
  'cut-jpeg': ['a JPEG is returned without its end', returned(['jpeg'], (body) => body.subarray(0, -2))],
  'cut-gif': ['a GIF is returned without its end', returned(['gif'], (body) => body.subarray(0, -1))],
  'cut-bmp': ['a BMP is returned without its last line', returned(['bmp'], (body) => body.subarray(0, -12))],
  'followed-by-bytes': [
    'images are followed by a zero byte',
    returned(ALL, (body) => Buffer.concat([body, Buffer.alloc(1)])),
  ],
  'comment-each-time': [
    'each download of a PNG has another comment: the same image in other bytes',
    (): Break => {
      let downloads = 0
      return async (asked, forward) => {
        const sound = await forward(asked)
        if (!isDownload(asked) || sound.status !== 200 || formatOf(sound.body) !== 'png') return sound
        downloads += 1
        return { ...sound, body: withComment(sound.body, String(downloads)) }
      }
    },
  ],
  'other-changed': [
    'what is no image gets a zero byte at its end',
    stored(['other'], (body) => Buffer.concat([body, Buffer.alloc(1)])),
  ],
  'other-bit': [
    'one bit of large bytes that are no image is flipped',
    stored(['other'], (body) => (body.length > 1000 ? flipBit(body, body.length >> 1) : body)),
  ],
})
