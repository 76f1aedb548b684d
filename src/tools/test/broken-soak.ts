/**
 * Soaks something broken, and prints the findings as JSON: the argument says which promise is broken. A process of its
 * own, because a rejection that nobody hears is a matter of the process.
 */
import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createPictureClient, type Picture } from '../../client/index.ts'
import { startEmulator } from '../../emulator/index.ts'
import { downloadTo } from '../../node/index.ts'
import { type VerifyOptions, verify } from '../../verify/index.ts'
import { CLIENT_KINDS } from '../soak/client-kinds.ts'
import { EMULATOR_KINDS } from '../soak/emulator-kinds.ts'
import { soak } from '../soak/soak.ts'
import { VERIFY_KINDS } from '../soak/verify-kinds.ts'
import type { Kind, Parts } from '../soak/world.ts'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const sound: Parts = { createPictureClient, downloadTo, startEmulator, verify, command: main }

type Upload = Picture['upload']

/** A client whose uploads are not what they should be. */
function uploading(broken: (upload: Upload, auth: unknown) => Upload): Partial<Parts> {
  const create = ((options: Parameters<typeof createPictureClient>[0]) => {
    const client = createPictureClient(options)
    const picture = ((...of: Parameters<typeof client.picture>) => {
      const real = client.picture(...of)
      return { ...real, upload: broken(real.upload.bind(real), options.auth) }
    }) as typeof client.picture
    return { ...client, picture }
  }) as typeof createPictureClient
  return { createPictureClient: create }
}

/** A verify after which something is done. */
function after(then: (options: VerifyOptions) => Promise<unknown>): Partial<Parts> {
  return {
    verify: async (options) => {
      const report = await verify({ ...options, saveTo: tmpdir() })
      await then(options)
      return report
    },
  }
}

/** A command that does something before it does its work. */
async function commanding(before: string): Promise<Partial<Parts>> {
  const file = join(tmpdir(), `bc-pictures-broken-${process.pid}.mjs`)
  await writeFile(file, `${before}\nawait import(${JSON.stringify(main)})\n`)
  process.once('exit', () => rmSync(file, { force: true }))
  return { command: file }
}

const forgetting = `
import { rmSync } from 'node:fs'
const data = process.argv.indexOf('--data')
if (data > 0) rmSync(process.argv[data + 1], { recursive: true, force: true })`

const telling = 'console.error(process.env.BC_TOKEN)'

const BROKEN: Record<string, { kind: string; parts: () => Partial<Parts> | Promise<Partial<Parts>> }> = {
  'an upload that is said to be done': { kind: 'uploads', parts: () => uploading(() => async () => undefined) },
  'a rejection that nobody hears': {
    kind: 'uploads',
    parts: () =>
      uploading((upload) => async (...of: Parameters<Upload>) => {
        void Promise.reject(new Error('Nobody hears this.'))
        await upload(...of)
      }),
  },
  'an upload that does not end': { kind: 'uploads', parts: () => uploading(() => () => new Promise(() => undefined)) },
  'an error that shows the token': {
    kind: 'uploads',
    parts: () =>
      uploading((_, auth) => async () => {
        throw new Error(
          `The server refused ${typeof auth === 'string' ? auth : JSON.stringify(await (auth as { getToken(s: string): unknown }).getToken(''))}.`,
        )
      }),
  },
  'a download that is cut': {
    kind: 'files',
    parts: () => ({
      downloadTo: async (picture, path) => {
        const content = await picture.download()
        const bytes = (await content?.bytes()) ?? new Uint8Array()
        await writeFile(path, bytes.subarray(0, bytes.length - 1))
        return { path, size: bytes.length, contentType: '', sniffedType: undefined }
      },
    }),
  },
  'a verify that loses the picture': {
    kind: 'hostile servers',
    parts: () =>
      after(async ({ target, entities = [] }) => {
        const [{ parent = '', key = '' } = {}] = entities
        const { value } = (await (await fetch(`${target.baseUrl}/companies`)).json()) as { value: { id: string }[] }
        const content = `${target.baseUrl}/companies(${value[0]?.id})/${parent}(${key})/picture/pictureContent`
        await fetch(content, { method: 'PATCH', headers: { 'If-Match': '*' }, body: 'lost' })
      }),
  },
  'an emulator that forgets': { kind: 'kills of the emulator', parts: () => commanding(forgetting) },
  'a command that shows the token': { kind: 'two runs', parts: () => commanding(telling) },
}

const broken = BROKEN[process.argv[2] ?? '']
if (broken === undefined) throw new Error('Which promise is broken?')
const kinds = [...CLIENT_KINDS, ...EMULATOR_KINDS, ...VERIFY_KINDS]
  .filter(({ name }) => name.includes(broken.kind))
  .map((kind): Kind => ({ ...kind, limitMs: process.argv[2]?.includes('does not end') ? 1500 : kind.limitMs }))
const parts = { ...sound, ...(await broken.parts()) }
const { findings } = await soak({ parts, kinds, seed: 11, cases: Number(process.argv[3]) })
console.log(JSON.stringify(findings.map(({ fault, kind }) => ({ fault, kind }))))
process.exit(0)
