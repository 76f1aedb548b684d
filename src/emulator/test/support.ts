import { once } from 'node:events'
import { connect } from 'node:net'
import type { Emulator } from '../index.ts'
import type { ApiVersion, ParentSet } from '../model.ts'
import { versionProfiles } from '../versions.ts'

/** A JSON body, looked into without types. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at answers as a caller without types would
export type Json = any

/** Every version with every parent that has a picture in it. */
export const versionsAndParents: readonly (readonly [ApiVersion, ParentSet])[] = Object.values(versionProfiles).flatMap(
  ({ version, parents }) => parents.map((set) => [version, set] as const),
)

/** The item of the demo company that has a picture from the start. */
export const deskId = '07493b2c-d676-4d09-ba8c-fc03607cab76'

export { ENCODED_PNG as encodedPng, ONE_PIXEL_PNG as onePixelPng, sha256 } from '../../test-support/pictures.ts'

/** Calls the API of one version with a bearer token; `path` comes after the base URL. */
export class Api {
  readonly baseUrl: string
  readonly version: ApiVersion

  constructor(emulator: Emulator, version: ApiVersion) {
    this.baseUrl = emulator.baseUrls[version]
    this.version = version
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (!headers.has('Authorization')) headers.set('Authorization', 'Bearer test')
    return fetch(this.baseUrl + path, { ...init, headers })
  }

  async json(path: string, init?: RequestInit): Promise<Json> {
    const response = await this.fetch(path, init)
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }

  /** Sends bytes to the content URL of an entity, with `If-Match: *` unless other headers are given. */
  upload(set: ParentSet, id: string, bytes: Uint8Array, headers: HeadersInit = { 'If-Match': '*' }): Promise<Response> {
    const body = new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' })
    return this.fetch(this.contentPath(set, id), { method: 'PATCH', headers, body })
  }

  async download(set: ParentSet, id: string): Promise<Uint8Array> {
    const response = await this.fetch(this.contentPath(set, id))
    if (response.status !== 200) throw new Error(`The download is answered with ${response.status}.`)
    return response.bytes()
  }

  /** The picture as one object, whatever its shape in this version. */
  async picture(set: ParentSet, id: string): Promise<Json> {
    const answer = await this.json(`/${set}(${id})/picture`)
    return this.version === 'v2.0' ? answer : answer.value[0]
  }

  /** The path of the one picture object: with its key where the version needs one. */
  picturePath(set: ParentSet, id: string): string {
    return `/${set}(${id})/picture${this.version === 'v2.0' ? '' : `(${id})`}`
  }

  contentPath(set: ParentSet, id: string): string {
    return `${this.picturePath(set, id)}/${this.version === 'v2.0' ? 'pictureContent' : 'content'}`
  }

  /** The ids of two entities of a set in the demo company, the first with a picture, the second without. */
  async withAndWithout(set: ParentSet): Promise<readonly [string, string]> {
    const { value } = await this.json(`/${set}?$expand=picture`)
    const widthOf = ({ picture }: Json) => (this.version === 'v2.0' ? picture : picture[0]).width
    const found = value.find((entity: Json) => widthOf(entity) > 0)
    const lacking = value.find((entity: Json) => widthOf(entity) === 0)
    return [found.id, lacking.id]
  }
}

/** The status, code and message of a refusal; the correlation id of header and message must agree. */
export async function refusalOf(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as Json
  const label = `  CorrelationId:  ${response.headers.get('ms-correlation-x')}.`
  if (!error.message.endsWith(label)) throw new Error(`No correlation id at the end of: ${error.message}`)
  return { status: response.status, code: error.code, message: error.message.slice(0, -label.length) }
}

/** Sends raw bytes and gives back everything that comes until the server hangs up. */
export async function rawExchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(bytes)
  let answer = ''
  socket.setEncoding('latin1').on('data', (text) => {
    answer += text
  })
  await once(socket, 'close')
  return answer
}
