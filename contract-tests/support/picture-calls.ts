import type { BinaryBody, RawClient } from '../../src/client/index.ts'
import type { ApiVersion } from '../../src/versions.ts'
import { idParameter, type Parent } from './parents.ts'

/** A picture's metadata as every version gives it. */
export interface PictureMetadata {
  '@odata.etag': string
  id: string
  width: number
  height: number
  contentType: string
}

/** What a raw call gives, without its path's own types. */
export interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

type Call = (path: string, init: Record<string, unknown>) => Promise<Answer<unknown>>

/** The entity whose picture is meant. */
export interface PictureAddress {
  version: ApiVersion
  parent: Parent
  companyId: string
  entityId: string
}

/** The four picture operations of one entity through the raw client, for tests that go over all parents and versions. */
export function pictureCalls<Version extends ApiVersion>(client: RawClient<Version>, address: PictureAddress) {
  const { version, parent, companyId, entityId } = address
  const picture = `/companies({companyId})/${parent}({${idParameter(parent)}})/picture`
  const keyed = version === 'v2.0' ? picture : `${picture}({pictureId})`
  const content = version === 'v2.0' ? `${picture}/pictureContent` : `${keyed}/content`
  const path = { companyId, [idParameter(parent)]: entityId, pictureId: entityId }
  const { GET, PATCH, DELETE } = client as unknown as Record<'GET' | 'PATCH' | 'DELETE', Call>
  return {
    async metadata(): Promise<PictureMetadata> {
      const { data, error, response } = await GET(picture, { params: { path } })
      if (!response.ok) throw new Error(`metadata answered ${response.status}: ${JSON.stringify(error)}`)
      return version === 'v2.0' ? (data as PictureMetadata) : onlyOne((data as { value: PictureMetadata[] }).value)
    },
    async download(): Promise<Answer<ArrayBuffer>> {
      return (await GET(content, { params: { path }, parseAs: 'arrayBuffer' })) as Answer<ArrayBuffer>
    },
    async upload(body: BinaryBody, ifMatch = '*'): Promise<Answer<undefined>> {
      const init = { params: { path, header: { 'If-Match': ifMatch } }, body }
      return (await PATCH(content, init)) as Answer<undefined>
    },
    async remove(ifMatch: string): Promise<Answer<undefined>> {
      return (await DELETE(keyed, { params: { path, header: { 'If-Match': ifMatch } } })) as Answer<undefined>
    },
  }
}

function onlyOne<T>(values: T[]): T {
  if (values.length !== 1) throw new Error(`The picture collection holds ${values.length} elements; it must hold one.`)
  return values[0] as T
}
