import { rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/test-support/pictures.ts'
import { push } from '../../src/transfer/index.ts'
import { items, openBench, png, servedHash } from './harness.ts'

/** The real number takes a minute; TRANSFER_JPEGS=1000 sends it. */
const COUNT = Number(process.env.TRANSFER_JPEGS ?? 150)

/** A JPEG with a comment, which a server that stores anew leaves out. */
async function jpegs(count: number): Promise<Buffer[]> {
  const one = await sharp({ create: { width: 12, height: 9, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer()
  return Array.from({ length: count }, (_, index) => {
    const text = Buffer.from(`photo ${index}`)
    const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2])
    return Buffer.concat([one.subarray(0, 2), comment, text, one.subarray(2)])
  })
}

const uploads = (lines: readonly string[]) => lines.filter((line) => line.startsWith('PATCH')).length

describe('what counts as the same', () => {
  it(`pushes ${COUNT} JPEGs to a server that stores anew, then nothing, and a pull leaves the originals`, async () => {
    await using bench = await openBench({ seed: items(COUNT, () => undefined) })
    const photos = await jpegs(COUNT)
    photos.forEach((photo, index) => void bench.write(`${1000 + index}.jpg`, photo))
    const pushed = () => push(bench.client(), { from: bench.folder })
    expect((await pushed()).outcomes).toEqual({ added: COUNT })
    const hash = await servedHash(bench.emulator, '1000')
    expect(hash, 'the server did not store the picture anew').not.toBe(sha256(photos[0] ?? new Uint8Array()))
    bench.requests()
    expect((await pushed()).outcomes).toEqual({ unchanged: COUNT })
    expect((await bench.pull()).outcomes).toEqual({ unchanged: COUNT })
    photos.forEach((photo, index) => void expect(bench.file(`${1000 + index}.jpg`).equals(photo)).toBe(true))
    expect((await pushed()).outcomes).toEqual({ unchanged: COUNT })
    expect(bench.requests().length, 'three runs ask for three lists').toBe(3)
    rmSync(join(bench.folder, '.bc-pictures'), { recursive: true })
    const lost = await pushed()
    expect(lost.reasons).toEqual({ 'cannot tell': COUNT })
    expect(uploads(bench.requests())).toBe(0)
  }, 300_000)

  it('sends each picture once to a server whose encoding differs each time', async () => {
    await using bench = await openBench({ seed: items(30, () => undefined), quirks: { 'stored-bytes': 'varying' } })
    for (let index = 0; index < 30; index += 1) bench.write(`${1000 + index}.png`, png(index + 1, 6, 6))
    for (let round = 0; round < 4; round += 1) {
      await push(bench.client(), { from: bench.folder })
      await bench.pull()
    }
    expect(uploads(bench.requests())).toBe(30)
    rmSync(join(bench.folder, '.bc-pictures'), { recursive: true })
    expect((await push(bench.client(), { from: bench.folder, force: true })).reasons).toEqual({ 'already there': 30 })
    expect(uploads(bench.requests())).toBe(0)
  })
})
