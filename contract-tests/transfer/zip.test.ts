import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seed } from '../../src/emulator/index.ts'
import { type PushOptions, type PushPlan, push } from '../../src/transfer/index.ts'
import { items, openBench, png, servedHash } from './harness.ts'
import { explorerZip, finderZip, sevenZip, zip } from './zip-makers.ts'

const NUMBERS = ['1000', 'ÄÖÜ-1', 'É 2', '1896-S']
const PHOTOS = new Map(NUMBERS.map((number, index) => [`${number}.png`, png(index + 1)] as const))
const seeds = NUMBERS.map((number) => seed.item({ number, displayName: number }))

async function planOf(bench: Awaited<ReturnType<typeof openBench>>, name: string, options: Partial<PushOptions> = {}) {
  const plans: PushPlan[] = []
  const onPlan = (plan: PushPlan) => void plans.push(plan)
  await push(bench.client(), { from: join(bench.folder, name), dryRun: true, onPlan, ...options })
  return plans[0]
}

describe('push of a ZIP', () => {
  it('makes the same plan of the same photos, whether Finder, Explorer or 7-Zip packed them', async () => {
    await using bench = await openBench({ seed: seeds })
    bench.write('finder.zip', finderZip(PHOTOS))
    bench.write('explorer.zip', explorerZip(PHOTOS))
    bench.write('7-zip.zip', sevenZip(PHOTOS))
    const plans = []
    for (const name of ['finder.zip', 'explorer.zip', '7-zip.zip']) {
      const { files = [], counts } = (await planOf(bench, name)) ?? {}
      plans.push({
        counts,
        files: files.map(({ action, number, size }) => ({ action, number, size })).toSorted(byNumber),
      })
    }
    expect(plans[0]?.counts).toEqual({ add: 4, replace: 0, skip: 0 })
    expect(plans[1]).toEqual(plans[0])
    expect(plans[2]).toEqual(plans[0])
    expect((await planOf(bench, 'finder.zip'))?.leftOut).toBe(5)
  })

  it('sends its pictures, and nothing the second time', async () => {
    await using bench = await openBench({ seed: seeds })
    bench.write('photos.zip', sevenZip(PHOTOS))
    const from = join(bench.folder, 'photos.zip')
    expect((await push(bench.client(), { from })).outcomes).toEqual({ added: 4 })
    expect((await push(bench.client(), { from })).outcomes).toEqual({ unchanged: 4 })
    for (const number of NUMBERS) expect(await servedHash(bench.emulator, number)).not.toBeNull()
  })

  it('takes a ZIP that the zip program made', async () => {
    if (!existsSync('/usr/bin/zip')) return
    await using bench = await openBench({ seed: seeds })
    mkdirSync(join(bench.folder, 'in'))
    for (const [name, bytes] of PHOTOS) bench.write(`in/${name}`, bytes)
    execFileSync('zip', ['-q', '-r', join(bench.folder, 'made.zip'), 'in'], { cwd: bench.folder })
    expect((await planOf(bench, 'made.zip'))?.counts).toEqual({ add: 4, replace: 0, skip: 0 })
  })

  it('names encrypted entries, doubles, other methods and names that climb out; a damaged ZIP is refused', async () => {
    await using bench = await openBench({ seed: items(4, () => undefined) })
    const entry = (name: string, more = {}) => ({ name: Buffer.from(name), bytes: png(1), ...more })
    const entries = [
      entry('1000.png', { flags: 1 }),
      entry('1001.png'),
      entry('1001.png'),
      entry('1002.png', { method: 12 }),
      entry('../../1003.png'),
      entry('a\\b\\1003.png'),
    ]
    bench.write('odd.zip', zip(entries))
    const plan = await planOf(bench, 'odd.zip')
    const reasons = (plan?.files ?? []).map(({ path, reason }) => `${path}: ${reason}`).toSorted()
    expect(reasons).toEqual([
      '../../1003.png: path',
      '1000.png: encrypted',
      '1001.png: several files for one number',
      '1001.png: several files for one number',
      '1002.png: unsupported compression',
      'a/b/1003.png: null',
    ])
    bench.write('broken.zip', zip(entries).subarray(100))
    bench.write('none.zip', 'no zip at all')
    for (const name of ['broken.zip', 'none.zip']) await expect(planOf(bench, name)).rejects.toThrow(/ZIP|damaged/)
  })
})

const byNumber = (a: { number: string | null }, b: { number: string | null }) =>
  String(a.number) < String(b.number) ? -1 : 1
