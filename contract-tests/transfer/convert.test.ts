import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/test-support/pictures.ts'
import { type PushOptions, push } from '../../src/transfer/index.ts'
import { items, openBench, servedHash } from './harness.ts'

type Bench = Awaited<ReturnType<typeof openBench>>
const pushed = (bench: Bench, options: Partial<PushOptions>) => push(bench.client(), { from: bench.folder, ...options })
const empty = (count: number) => items(count, () => undefined)

/** A BMP of 2 × 2 pixels. */
const BMP = Buffer.from(
  '424d460000000000000036000000280000000200000002000000010018000000000010000000000000000000000000000000000000000000ff0000ff000000ff0000ff00000000',
  'hex',
)

describe('push with a conversion', () => {
  it('fits a photo of 60 megapixels', async () => {
    await using bench = await openBench({ seed: empty(1) })
    const photo = await sharp({ create: { width: 9000, height: 6700, channels: 3, background: '#446688' } })
      .jpeg()
      .toBuffer()
    bench.write('1000.jpg', photo)
    expect(await pushed(bench, { fit: 1600, format: 'jpeg', quality: 80 })).toMatchObject({ outcomes: { added: 1 } })
    await bench.pull({ folder: join(bench.folder, 'back') })
    const { width, height, format } = await sharp(join(bench.folder, 'back/1000.jpg')).metadata()
    expect({ width, height, format }).toEqual({ width: 1600, height: 1191, format: 'jpeg' })
  }, 60_000)

  it('keeps what is transparent in a PNG', async () => {
    await using bench = await openBench({ seed: empty(1) })
    const image = sharp({ create: { width: 40, height: 20, channels: 4, background: '#ff000080' } })
    bench.write('1000.webp', await image.webp({ lossless: true }).toBuffer())
    await pushed(bench, { fit: 20, format: 'png' })
    await bench.pull({ folder: join(bench.folder, 'back') })
    const { channels, width } = await sharp(join(bench.folder, 'back/1000.png')).metadata()
    expect({ channels, width }).toEqual({ channels: 4, width: 20 })
  })

  it('sends a BMP as it is, and names HEIC with a hint', async () => {
    await using bench = await openBench({ seed: empty(2), quirks: { 'stored-bytes': 'verbatim' } })
    bench.write('1000.bmp', BMP)
    bench.write('1001.heic', Buffer.from('0000001866747970686569630000000000000000', 'hex'))
    const details: string[] = []
    const onEvent: PushOptions['onEvent'] = (event) => {
      if (event.type === 'entry' && event.detail) details.push(`${event.path}: ${event.detail}`)
    }
    const { outcomes, reasons } = await pushed(bench, { fit: 1600, format: 'jpeg', onEvent })
    expect({ outcomes, reasons }).toEqual({ outcomes: { added: 1, skipped: 1 }, reasons: { unsupported: 1 } })
    expect(await servedHash(bench.emulator, '1000')).toBe(sha256(BMP))
    expect(details.join()).toMatch(/1001\.heic: .*HEIC: export it as JPEG first/)
  })

  it('names a damaged image, says what sharp says, and sends the others', async () => {
    await using bench = await openBench({ seed: empty(2) })
    const photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    bench.write('1000.jpg', photo)
    bench.write('1001.jpg', photo.subarray(0, 300))
    const { outcomes, failures } = await pushed(bench, { fit: 50, format: 'jpeg' })
    expect(outcomes).toEqual({ added: 1 })
    expect(failures[0]).toMatchObject({ cause: 'the image cannot be converted', mayPass: false, count: 1 })
  })
})
