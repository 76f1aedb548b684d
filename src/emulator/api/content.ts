import { noContent, type Reply } from '../request-reply.ts'
import { type Call, requirePictureParent } from './call.ts'
import { pictureRecord } from './odata/representation.ts'
import { type Commit, deletePicture, downloadPicture, uploadPicture } from './pictures.ts'
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
  const emptyUpload = call.quirks['empty-upload']
  await uploadPicture(call.store, entity, headers['if-match'], body, { emptyUpload, commit: commitOf(call) })
  return noContent
}

/** Removes a picture. */
export async function removePicture(call: Call, resource: InParent): Promise<Reply> {
  const entity = requirePictureParent(call, resource)
  await deletePicture(call.store, entity, call.request.headers['if-match'], commitOf(call))
  return noContent
}

/** A commit that a fault puts off; undefined: at once. */
function commitOf({ request, lateCommits }: Call): Commit | undefined {
  const { commitLateMs } = request
  if (commitLateMs === undefined) return undefined
  return (work, drop) => lateCommits.schedule(commitLateMs, work, drop)
}
