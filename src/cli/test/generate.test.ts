import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bcPictures } from '../../test-support/bc-pictures.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-generate-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('bc-pictures generate', () => {
  it('writes the files, and --check then ends with 0', async () => {
    expect(await bcPictures(['generate', '--out', folder])).toMatchObject({ code: 0, stdout: '' })
    const checked = await bcPictures(['generate', '--out', folder, '--check'])
    expect(checked).toMatchObject({ code: 0 })
    expect(checked.stderr).toContain('client.ts: up to date')
  })

  it('ends with 1 if --check finds a file that was edited, and says which and what to run', async () => {
    await bcPictures(['generate', '--out', folder])
    const path = join(folder, 'client.ts')
    await writeFile(path, `${await readFile(path, 'utf8')}\n`)
    const checked = await bcPictures(['generate', '--out', folder, '--check'])
    expect(checked.code).toBe(1)
    expect(checked.stderr).toContain('types.ts: up to date')
    expect(checked.stderr).toContain('client.ts: edited by hand')
    expect(checked.stderr).toContain(`Run \`bc-pictures generate --api-version v2.0 --out ${folder}\``)
  })

  it('reports as JSON', async () => {
    const { code, stdout } = await bcPictures([
      'generate',
      '--out',
      folder,
      '--check',
      '--json',
      '--api-version',
      'beta',
    ])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual({
      apiVersion: 'beta',
      files: ['types.ts', 'client.ts'].map((name) => ({ path: join(folder, name), state: 'missing' })),
    })
  })

  it.each([
    [[], "required option '--out <dir>' not specified"],
    [['--out', '.', '--api-version', 'v3.0'], 'Allowed choices are beta, v1.0, v2.0.'],
    [['--out', '/dev/null/out'], 'The folder /dev/null/out cannot be used'],
  ])('ends with 2 and a sentence for %j', async (flags, sentence) => {
    const { code, stderr } = await bcPictures(['generate', ...flags])
    expect(code).toBe(2)
    expect(stderr).toContain(sentence)
    expect(stderr).not.toContain('    at ')
  })
})
