import { noContent, type Reply } from '../request-reply.ts'
import { type Call, requirePictureParent } from './call.ts'
import { pictureRecord } from './odata/representation.ts'
import { deletePicture, downloadPicture, uploadPicture } from './pictures.ts'
import type { InParent } from './router/resource-path.ts'

/** The bytes of a picture; 204 without one. */
export async function downloadContent(call: Call, resource: InParent): Promise<Reply> {
  const entity = requirePictureParent(call, resource)
  const content = await downloadPicture(call.store, entity)
  if (content === undefined) return noContent
  // Which content type the product sends here is recorded nowhere.
  const reportsPicture = call.quirks['download-type'] === 'picture'
  const type = reportsPicture ? String(pictureRecord(entity, call.profile).contentType) : 'application/octet-stream'
  return { status: 200, headers: { 'Content-Type': type, 'Content-Length': String(content.size) }, body: content.body }
}

/** Replaces the bytes of a picture. */
export async function uploadContent(call: Call, resource: InParent): Promise<Reply> {
  const entity = requirePictureParent(call, resource)
  const { headers, body } = call.request
  await uploadPicture(call.store, entity, headers['if-match'], body, call.quirks['empty-upload'])
  return noContent
}

/** Removes a picture. */
export async function removePicture(call: Call, resource: InParent): Promise<Reply> {
  await deletePicture(call.store, requirePictureParent(call, resource), call.request.headers['if-match'])
  return noContent
}
