import type { Emulator } from '../../emulator/index.ts'
import type { Random } from './random.ts'

/** An entity of an emulator, asked directly. */
export interface Subject {
  readonly parent: string
  readonly id: string
  /** How people name it. */
  readonly label: string
  /** Its picture; undefined where there is none. */
  read(): Promise<Buffer<ArrayBuffer> | undefined>
  /** Puts a picture there, or takes it away. */
  put(bytes: Uint8Array<ArrayBuffer> | undefined): Promise<void>
}

const PARENTS = ['items', 'customers', 'vendors', 'employees', 'contacts']
const headers = { Authorization: 'Bearer nobody-in-particular' }

/** Some entity of an emulator that lets everybody in. */
export async function someSubject(
  emulator: Pick<Emulator, 'baseUrls' | 'companyId'>,
  random: Random,
): Promise<Subject> {
  const parent = random.pick(PARENTS)
  const set = `${emulator.baseUrls['v2.0']}/companies(${emulator.companyId})/${parent}`
  const { value } = (await (await fetch(set, { headers })).json()) as { value: { id: string; number: string }[] }
  const { id, number } = random.pick(value)
  const content = `${set}(${id})/picture/pictureContent`
  return {
    parent,
    id,
    label: `${parent}:${number}`,
    read: async () => {
      const response = await fetch(content, { headers })
      if (response.status === 204) return undefined
      if (response.status !== 200) throw new Error(`The emulator answers ${response.status} to a read.`)
      return Buffer.from(await response.arrayBuffer())
    },
    put: async (bytes) => {
      const method = bytes === undefined ? 'DELETE' : 'PATCH'
      const url = bytes === undefined ? content.replace('/pictureContent', '') : content
      const type = { 'If-Match': '*', 'Content-Type': 'application/octet-stream' }
      const response = await fetch(url, { method, headers: { ...headers, ...type }, ...(bytes ? { body: bytes } : {}) })
      if (response.status !== 204) throw new Error(`The emulator answers ${response.status} to a write.`)
    },
  }
}
