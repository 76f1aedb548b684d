import { mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { seed } from '../../src/emulator/index.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import type { PushOptions } from '../../src/transfer/index.ts'
import { push, undo } from '../../src/transfer/index.ts'
import { items, openBench, png, servedHash, setPicture } from './harness.ts'

const gif = Buffer.from('47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b', 'hex')
const jpeg = (colour: number) =>
  sharp({ create: { width: 16, height: 12, channels: 3, background: `#${colour.toString(16).padStart(6, '0')}` } })
    .jpeg()
    .toBuffer()

type Bench = Awaited<ReturnType<typeof openBench>>
const pushed = (bench: Bench, options: Partial<PushOptions> = {}) =>
  push(bench.client(), { from: bench.folder, ...options })
const empty = (count: number) => items(count, () => undefined)
const uploads = (lines: readonly string[]) => lines.filter((line) => line.startsWith('PATCH'))

describe('push', () => {
  it('adds pictures by number, and sends nothing the second time, though the server stores them anew', async () => {
    await using bench = await openBench({ seed: empty(3) })
    bench.write('1000.jpg', await jpeg(1))
    bench.write('1001.PNG', png(2))
    bench.write('1002.gif', gif)
    const { outcomes, complete, warnings } = await pushed(bench)
    expect({ outcomes, complete, warnings }).toEqual({ outcomes: { added: 3 }, complete: true, warnings: [] })
    bench.requests()
    expect((await pushed(bench)).outcomes).toEqual({ unchanged: 3 })
    expect(bench.requests()).toHaveLength(1)
    expect(readdirSync(join(bench.folder, '.bc-pictures'))).toEqual(['state.sqlite'])
  })

  it('tells of uploads as they are sent, though a group is read back only later', async () => {
    await using bench = await openBench({ seed: empty(3) })
    for (const number of ['1000', '1001', '1002']) bench.write(`${number}.png`, png(Number(number)))
    const early: number[] = []
    const onEvent: PushOptions['onEvent'] = (event) => {
      if (event.type === 'progress' && event.done === 0) early.push(event.bytes)
    }
    await pushed(bench, { onEvent })
    expect(early).toHaveLength(3)
    expect(Math.min(...early)).toBeGreaterThan(0)
  })

  it('knows the files of a set that lie at the top of a folder that was divided since', async () => {
    const customer = seed.customer({ number: 'C1', displayName: 'c', picture: png(9) })
    await using bench = await openBench({ seed: [...items(2), customer] })
    await bench.pull()
    await bench.pull({ parents: ['customers'] })
    expect(bench.files()).toEqual(['1000.png', '1001.png', 'customers/C1.png'])
    bench.write('1000.png', png(0x515151))
    expect((await pushed(bench, { parents: ['items', 'customers'] })).outcomes).toEqual({ replaced: 1, unchanged: 2 })
    expect((await pushed(bench)).complete).toBe(true)
  })

  it('leaves the originals to a pull after it, and sends nothing after a pull', async () => {
    await using bench = await openBench({ seed: empty(2) })
    const original = await jpeg(5)
    bench.write('1000.jpg', original)
    bench.write('1001.png', png(2))
    await pushed(bench)
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 2 })
    expect((await bench.pull({ full: true })).outcomes).toEqual({ unchanged: 2 })
    expect(bench.file('1000.jpg')).toEqual(original)
    expect((await pushed(bench)).outcomes).toEqual({ unchanged: 2 })
    await using other = await openBench({ seed: items(3) })
    await other.pull()
    expect((await pushed(other)).outcomes).toEqual({ unchanged: 3 })
  })

  it('keeps the table of conflicts, {same, edited, missing} here × {same, changed, gone} there', async () => {
    await using bench = await openBench({ seed: items(9) })
    await bench.pull()
    for (const number of ['1003', '1004', '1005']) bench.write(`${number}.png`, png(0x123456))
    for (const number of ['1006', '1007', '1008']) rmSync(join(bench.folder, `${number}.png`))
    for (const number of ['1001', '1004', '1007']) await setPicture(bench.emulator, number, png(0xffffff))
    for (const number of ['1002', '1005', '1008']) await setPicture(bench.emulator, number, null)
    const others = [await servedHash(bench.emulator, '1001'), await servedHash(bench.emulator, '1004')]
    const { outcomes, reasons, complete } = await pushed(bench)
    expect(outcomes).toEqual({ unchanged: 3, replaced: 1, added: 1, skipped: 1 })
    expect(reasons).toMatchObject({ 'changed by somebody else': 1 })
    expect(complete).toBe(false)
    expect([await servedHash(bench.emulator, '1001'), await servedHash(bench.emulator, '1004')]).toEqual(others)
    const forced = await pushed(bench, { force: true })
    expect(forced.outcomes).toEqual({ replaced: 1, added: 1, unchanged: 4 })
    expect(await servedHash(bench.emulator, '1001'), 'what changed there is left to a pull').toBe(others[0])
    expect(readdirSync(join(bench.folder, `.bc-pictures/replaced/${forced.run}/items`))).toEqual(['1004.png'])
  })

  it('says "cannot tell" with the state lost, and sends nothing; force replaces and keeps copies', async () => {
    await using bench = await openBench({ seed: empty(3) })
    for (const number of ['1000', '1001', '1002']) bench.write(`${number}.jpg`, await jpeg(Number(number)))
    await pushed(bench)
    rmSync(join(bench.folder, '.bc-pictures'), { recursive: true })
    bench.requests()
    const lost = await pushed(bench)
    expect(lost.reasons).toEqual({ 'cannot tell': 3 })
    expect(uploads(bench.requests())).toEqual([])
    for (const number of ['1000', '1001', '1002']) bench.write(`${number}.jpg`, await jpeg(Number(number) + 77777))
    const forced = await pushed(bench, { force: true })
    expect(forced.outcomes).toEqual({ replaced: 3 })
    expect(readdirSync(join(bench.folder, `.bc-pictures/replaced/${forced.run}/items`))).toHaveLength(3)
  })

  it('does not send a PNG again whose pixels are there already, even with force and without a state', async () => {
    await using bench = await openBench({ seed: empty(2) })
    for (const number of ['1000', '1001']) bench.write(`${number}.png`, png(Number(number), 30, 20))
    await pushed(bench)
    rmSync(join(bench.folder, '.bc-pictures'), { recursive: true })
    bench.requests()
    expect((await pushed(bench, { force: true })).reasons).toEqual({ 'already there': 2 })
    expect(uploads(bench.requests())).toEqual([])
    expect((await pushed(bench)).outcomes).toEqual({ unchanged: 2 })
  })

  it('puts back with undo what it replaced and removes what it added, but not what somebody changed since', async () => {
    await using bench = await openBench({ seed: [...items(3), ...empty(1).map((one) => ({ ...one, number: 'NEW' }))] })
    await bench.pull()
    const before = await Promise.all(['1000', '1001', '1002'].map((number) => servedHash(bench.emulator, number)))
    for (const number of ['1000', '1001', '1002', 'NEW'])
      bench.write(`${number}.png`, png(0x111111 + Number(number) || 7))
    const { run = '', outcomes } = await pushed(bench)
    expect(outcomes).toEqual({ replaced: 3, added: 1 })
    await setPicture(bench.emulator, '1002', png(0xabcdef))
    const undone = await undo(bench.client(), { folder: bench.folder, run })
    expect(undone.outcomes).toEqual({ restored: 3, skipped: 1 })
    expect(await servedHash(bench.emulator, '1000')).toBe(before[0])
    expect(await servedHash(bench.emulator, '1001')).toBe(before[1])
    expect(await servedHash(bench.emulator, 'NEW')).toBeNull()
    await expect(undo(bench.client(), { folder: bench.folder, run: 'nope' })).rejects.toThrow(run)
    // What was undone is not sent again.
    bench.requests()
    await pushed(bench)
    expect(uploads(bench.requests())).toEqual([])
    // And an undo can be undone.
    expect((await undo(bench.client(), { folder: bench.folder, run: 'last' })).outcomes.restored).toBe(3)
  })

  it('stops before nearly everything is replaced, and goes on with force', async () => {
    await using bench = await openBench({ seed: items(25) })
    await bench.pull()
    for (let index = 0; index < 24; index += 1) bench.write(`${1000 + index}.png`, png(0x900000 + index))
    bench.requests()
    const { notes, complete } = await pushed(bench)
    expect(notes.join()).toMatch(/24 of 25 pictures would be replaced.*force: true/)
    expect(complete).toBe(false)
    expect(uploads(bench.requests())).toEqual([])
    expect((await pushed(bench, { force: true })).outcomes).toEqual({ replaced: 24, unchanged: 1 })
  })

  it('names every file that it does not send, and why', async () => {
    await using bench = await openBench({
      seed: [
        ...empty(3),
        seed.item({ number: '00077', displayName: 'zeros' }),
        seed.item({ number: '1896-S', displayName: 'desk' }),
      ],
    })
    const files: Record<string, Uint8Array | string> = {
      '1000.jpg': await jpeg(1),
      '1000.png': png(1),
      '1001.png': '',
      '1002.webp': await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
        .webp()
        .toBuffer(),
      '1002_1.png': png(1),
      '77.png': png(1),
      '1896-S ATHENS Desk.jpg': await jpeg(2),
      'NOPE.png': png(1),
      'notes.txt': 'text',
      '00077.png': 'no image at all',
      '.DS_Store': 'x',
      'Thumbs.db': 'x',
    }
    for (const [name, bytes] of Object.entries(files)) bench.write(name, bytes)
    mkdirSync(join(bench.folder, '__MACOSX'))
    bench.write('__MACOSX/1001.png', png(1))
    symlinkSync('/etc/hostname', join(bench.folder, '1896-S.png'))
    const plans: import('../../src/transfer/index.ts').PushPlan[] = []
    await pushed(bench, { dryRun: true, onPlan: (plan) => void plans.push(plan) })
    const told = Object.fromEntries(
      (plans[0]?.files ?? []).map(({ path, reason, detail }) => [path, `${reason}: ${detail}`]),
    )
    expect(told['1000.jpg']).toMatch(/several files for one number: 1000 is also named by 1000.png/)
    expect(told['1000.png']).toMatch(/several files/)
    expect(told['1001.png']).toMatch(/^empty/)
    expect(told['1002.webp']).toMatch(/^unsupported: a WEBP.*format: 'jpeg'/)
    expect(told['1002_1.png']).toMatch(/unknown number.*second picture of 1002/)
    expect(told['77.png']).toMatch(/unknown number.*did it lose zeros\? There is 00077/)
    expect(told['1896-S ATHENS Desk.jpg']).toMatch(/unknown number.*export.*name it 1896-S/)
    expect(told['NOPE.png']).toMatch(/unknown number: there is no item NOPE/)
    expect(told['00077.png']).toMatch(/^unsupported: its bytes are no image/)
    expect(told['notes.txt']).toMatch(/^no picture/)
    expect(told['1896-S.png']).toMatch(/^link/)
    expect(plans[0]).toMatchObject({ leftOut: 3, counts: { add: 0, replace: 0 } })
  })

  it('matches numbers in upper case, trimmed and in NFC, but exactly first', async () => {
    await using bench = await openBench({
      seed: ['ABC', 'ÄB', 'A B'].map((number) => seed.item({ number, displayName: number })),
    })
    for (const name of ['abc.png', 'A\u0308b.png', ' a b .png']) bench.write(name, png(name.length))
    expect((await pushed(bench)).outcomes).toEqual({ added: 3 })
  })

  it('takes X/Y for a variant only where item X has variant Y; other folders only wrap', async () => {
    await using bench = await openBench({
      seed: [...empty(3), seed.itemVariant({ itemNumber: '1000', code: 'RED', description: 'r' })],
    })
    mkdirSync(join(bench.folder, 'Photos/1000'), { recursive: true })
    bench.write('Photos/1000/red.png', png(1))
    bench.write('Photos/1000/1001.png', png(2))
    bench.write('Photos/1002.png', png(3))
    const { outcomes } = await pushed(bench)
    expect(outcomes).toEqual({ added: 3 })
    const { outcomes: pulled } = await bench.pull({ parents: ['itemVariants'], folder: join(bench.folder, 'other') })
    expect(pulled).toEqual({ downloaded: 1 })
  })

  it('finds entities by a map and by GTIN', async () => {
    await using bench = await openBench({ seed: empty(2) })
    bench.write('front view.png', png(1))
    bench.write('map.csv', 'file;number\r\n"front view.png";1001\r\n')
    const { outcomes } = await pushed(bench, { map: join(bench.folder, 'map.csv') })
    expect(outcomes).toEqual({ added: 1, skipped: 1 })
    expect(await servedHash(bench.emulator, '1001')).not.toBeNull()
  })

  it('takes limit, max-size, require and only-failed into account', async () => {
    await using bench = await openBench({ seed: empty(4) })
    bench.write('1000.png', png(1, 60, 60))
    bench.write('1001.png', png(2))
    bench.write('1002.gif', gif)
    bench.write('1003.png', png(3))
    const first = await pushed(bench, { maxSize: 80, require: ['png'], limit: 1 })
    expect(first.outcomes).toEqual({ added: 1, skipped: 3 })
    expect(first.reasons).toEqual({ 'too large': 1, 'other format': 1, 'over the limit': 1 })
    bench.emulator.addFaults('PATCH ** 400 times=1')
    const second = await pushed(bench, { concurrency: 1 })
    expect(second).toMatchObject({ failed: 1, outcomes: { added: 2, unchanged: 1 } })
    const third = await pushed(bench, { onlyFailed: true })
    expect(third.outcomes).toEqual({ added: 1, skipped: 3 })
    expect((await pushed(bench)).outcomes).toEqual({ unchanged: 4 })
  })

  it('sends a touched file not again, and an edited one with a copy of the old picture', async () => {
    await using bench = await openBench({ seed: empty(2) })
    for (const number of ['1000', '1001']) bench.write(`${number}.png`, png(Number(number)))
    await pushed(bench)
    utimesSync(join(bench.folder, '1000.png'), new Date(0), new Date(0))
    bench.write('1001.png', png(0xfefefe))
    const old = await servedHash(bench.emulator, '1001')
    const { run, outcomes } = await pushed(bench)
    expect(outcomes).toEqual({ unchanged: 1, replaced: 1 })
    expect(sha256(bench.file(`.bc-pictures/replaced/${run}/items/1001.png`))).toBe(old)
  })

  it('stops at 401 and 403, instead of failing for every file', async () => {
    for (const fault of ['PATCH ** 401', 'PATCH ** 403']) {
      await using bench = await openBench({ seed: empty(30) })
      for (let index = 0; index < 30; index += 1) bench.write(`${1000 + index}.png`, png(index))
      bench.emulator.addFaults(fault)
      const { stopped, outcomes } = await pushed(bench)
      expect(stopped?.unreachable).toBe(true)
      expect(outcomes.added).toBeUndefined()
      expect(uploads(bench.requests()).length).toBeLessThan(15)
      bench.emulator.clearFaults()
      expect((await pushed(bench)).outcomes).toEqual({ added: 30 })
    }
  })

  it('converts what cameras deliver: orientation applied, fitted, never enlarged, on white, without metadata', async () => {
    await using bench = await openBench({ seed: empty(4) })
    const turned = await sharp({ create: { width: 60, height: 30, channels: 3, background: '#808080' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    bench.write('1000.jpg', turned)
    bench.write(
      '1001.webp',
      await sharp({ create: { width: 8, height: 4, channels: 4, background: '#00000000' } })
        .webp()
        .toBuffer(),
    )
    bench.write(
      '1002.tif',
      await sharp({ create: { width: 90, height: 45, channels: 3, background: 'red' } })
        .toColourspace('cmyk')
        .tiff()
        .toBuffer(),
    )
    const { outcomes, failed } = await pushed(bench, { fit: 45, format: 'jpeg' })
    expect({ outcomes, failed }).toEqual({ outcomes: { added: 3 }, failed: 0 })
    const { outcomes: pulled } = await bench.pull({ folder: join(bench.folder, 'back') })
    expect(pulled.downloaded).toBe(3)
    const looks = await Promise.all(
      ['1000', '1001', '1002'].map((n) => sharp(join(bench.folder, `back/${n}.jpg`)).metadata()),
    )
    expect(looks.map(({ width, height }) => [width, height])).toEqual([
      [23, 45],
      [8, 4],
      [45, 23],
    ])
    expect(looks.map(({ exif, orientation, space }) => [exif, orientation ?? 1, space])).toEqual(
      Array(3).fill([undefined, 1, 'srgb']),
    )
    const { data } = await sharp(join(bench.folder, 'back/1001.jpg')).raw().toBuffer({ resolveWithObject: true })
    expect(Math.min(...data)).toBeGreaterThan(250)
    expect((await pushed(bench, { fit: 45, format: 'jpeg', parents: ['items'] })).outcomes.added).toBeUndefined()
  })

  it('judges what the server made of an upload, and takes other pixels with a warning, once', async () => {
    await using bench = await openBench({ seed: empty(1) })
    bench.write('1000.png', png(1, 8, 8))
    const { startBrokenServer } = await import('../../src/test-support/broken-server.ts')
    const answers = { served: png(2, 8, 8), next: png(2, 8, 8) }
    await using broken = await startBrokenServer(bench.emulator.url, async (request, forward) => {
      const response = await forward(request)
      if (request.method === 'PATCH') answers.served = answers.next
      if (request.method !== 'GET' || !request.url.includes('pictureContent') || response.status !== 200)
        return response
      return {
        ...response,
        headers: { ...response.headers, 'content-length': String(answers.served.length) },
        body: answers.served,
      }
    })
    const { createPictureClient } = await import('../../src/client/index.ts')
    const client = createPictureClient({
      baseUrl: bench.emulator.baseUrls['v2.0'].replace(bench.emulator.url, broken.url),
      ...{ apiVersion: 'v2.0' as const, auth: 'x', company: bench.emulator.companyId },
    })
    const again = () => push(client, { from: bench.folder })
    const first = await again()
    expect(first).toMatchObject({ failed: 0, outcomes: { added: 1 } })
    expect(first.warnings.join()).toMatch(/changed pixels/)
    expect((await again()).outcomes).toEqual({ unchanged: 1 })
    bench.write('1000.png', png(3, 8, 8))
    answers.next = png(3, 4, 4)
    expect((await again()).failures[0]?.cause).toBe('another size was stored')
    bench.write('1000.png', png(4, 8, 8))
    answers.next = gif
    expect((await again()).failures[0]?.cause).toBe('another format was stored')
    bench.write('1000.png', png(5, 8, 8))
    expect((await again()).failures[0]?.cause).toBe('still the old picture')
    answers.next = png(5, 8, 8)
    expect((await again()).outcomes).toEqual({ replaced: 1 })
    expect((await again()).outcomes).toEqual({ unchanged: 1 })
  })

  it('does not read back without verify, and says that sameness rests on file and date', async () => {
    await using bench = await openBench({ seed: empty(2) })
    for (const number of ['1000', '1001']) bench.write(`${number}.jpg`, await jpeg(Number(number)))
    const { notes, outcomes } = await pushed(bench, { verify: false })
    expect(notes.join()).toContain('file and date')
    expect(outcomes).toEqual({ added: 2 })
    expect(bench.requests().filter((line) => line.startsWith('GET') && line.includes('pictureContent'))).toEqual([])
    expect((await pushed(bench)).reasons).toEqual({ 'unchanged, by file and date': 2 })
    const original = bench.file('1000.jpg')
    expect((await bench.pull({ full: true })).outcomes).toEqual({ unchanged: 2 })
    expect(bench.file('1000.jpg')).toEqual(original)
  })
})
