import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type SeedEntity, seed } from '../../src/emulator/index.ts'
import { foldName } from '../../src/transfer/file-names.ts'
import { push } from '../../src/transfer/index.ts'
import { filesIn, openBench, png } from './harness.ts'

/** Numbers that some file system refuses, hides, reorders or takes for another. */
const HOSTILE = [
  ...[
    '1896-S',
    'A/B',
    'A\\B',
    '..',
    '.',
    '../../X',
    '.hidden',
    'C:\\X',
    '100%',
    '100%25',
    'A%2FB',
    'CON',
    'NUL.X',
    'COM1',
    'LPT9',
  ],
  ...[
    'AUX ',
    ' BLANKS ',
    'DOT.',
    '*?"<>|:',
    'TAB\tLINE\nFEED',
    'NUL\u0000BYTE',
    'RLO\u202EGPJ',
    'ZWJ\u200D',
    'A&B;$(X)`Y`',
    '-RF',
  ],
  ...[
    'abc',
    'ABC',
    'Abc',
    'É',
    'E\u0301',
    'é',
    'ß',
    'SS',
    '日本語',
    '😀',
    'A.PNG',
    'A',
    'Thumbs.db',
    '__MACOSX',
    '.bc-pictures',
  ],
]

describe('a folder pulled from one company and pushed into another', () => {
  it('puts each picture on its own number, hostile names included, and writes nothing outside', async () => {
    const withPictures = HOSTILE.map((number, index) =>
      seed.item({ number, displayName: 'x', picture: png(index + 1, 4, 4) }),
    )
    const variants = HOSTILE.slice(0, 8).map((code, index) =>
      seed.itemVariant({ itemNumber: HOSTILE[index] ?? '', code, description: 'v', picture: png(1000 + index, 4, 4) }),
    )
    const customers = HOSTILE.map((number, index) =>
      seed.customer({ number, displayName: 'x', picture: png(2000 + index, 4, 4) }),
    )
    const all: SeedEntity[] = [...withPictures, ...variants, ...customers]
    await using from = await openBench({ seed: all })
    await using to = await openBench({ seed: all.map(({ picture: _, ...entity }) => entity as SeedEntity) })
    const parents = ['items', 'itemVariants', 'customers']
    const pulled = await from.pull({ parents })
    expect(pulled.failures).toEqual([])
    expect(pulled.outcomes.downloaded).toBe(all.length)
    const files = from.files()
    expect(new Set(files.map(foldName)).size, 'no two names are one on some system').toBe(all.length)
    for (const file of files)
      expect(file).not.toMatch(/[\\*?"<>|:\p{Cc}]|(^|\/)\.|[. ](\/|$)|(^|\/)(con|nul|aux|com1)(\.|$)/iu)
    rmSync(join(from.folder, '.bc-pictures'), { recursive: true })
    const pushed = await push(to.client(), { from: from.folder, parents })
    expect(pushed.failures).toEqual([])
    expect(pushed.outcomes).toEqual({ added: all.length })
    const back = mkdtempSync(join(tmpdir(), 'bc-pictures-back-'))
    try {
      await to.pull({ parents, folder: back })
      // The server writes PNGs alike a second time, so what comes back is what was pulled.
      const { readFileSync } = await import('node:fs')
      for (const file of filesIn(back)) {
        expect(readFileSync(join(back, file)).equals(from.file(file)), file).toBe(true)
      }
      expect(filesIn(back)).toEqual(files)
    } finally {
      rmSync(back, { recursive: true })
    }
  })
})
