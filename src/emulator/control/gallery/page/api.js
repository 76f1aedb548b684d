/** The gallery's calls to the emulator. All addresses are relative to the page, so all of them stay on its host. */

const etags = new Map()

/** Reads JSON; undefined when it is what the last read of this address gave. Rejects when there is no answer. */
export async function readIfChanged(path) {
  // The browser asks with the etag of what it has, and passes a 304 off as the answer that it kept.
  const response = await fetch(`gallery/${path}`, { cache: 'no-cache' })
  if (!response.ok) throw new Error(await refusal(response.status, response.text()))
  const etag = response.headers.get('ETag')
  if (etags.get(path) === etag) return undefined
  const value = await response.json()
  etags.set(path, etag)
  return value
}

/** Makes the next read of every address give a value, changed or not. */
export function forgetReads() {
  etags.clear()
}

/** Where an image of an entity's media set is. */
export function imageUrl(entity, image) {
  return `${pictureUrl(entity)}/${image.sha256}`
}

/** The bytes of an image as they are stored. */
export async function readImage(entity, image) {
  const response = await fetch(imageUrl(entity, image))
  if (!response.ok) throw new Error(await refusal(response.status, response.text()))
  return response.blob()
}

/**
 * Uploads bytes as they are and gives the entity as it is then. `onProgress` is told the part that is done, 0 to 1.
 * (Of fetch and XMLHttpRequest, only the latter tells how far an upload is.)
 */
export function upload(entity, blob, { ifMatch = '*', onProgress = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    call.open('PUT', pictureUrl(entity))
    call.setRequestHeader('If-Match', ifMatch)
    call.setRequestHeader('Content-Type', 'application/octet-stream')
    call.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    call.onerror = () => reject(new Error('The emulator does not answer.'))
    call.onload = async () => {
      if (call.status === 200) resolve(JSON.parse(call.responseText))
      else reject(new Error(await refusal(call.status, call.responseText)))
    }
    call.send(blob)
  })
}

/** Removes an entity's picture, with all images of its media set, and gives the entity as it is then. */
export async function remove(entity, { ifMatch = '*' } = {}) {
  const response = await fetch(pictureUrl(entity), { method: 'DELETE', headers: { 'If-Match': ifMatch } })
  if (!response.ok) throw new Error(await refusal(response.status, response.text()))
  return response.json()
}

function pictureUrl({ companyId, set, id }) {
  return `gallery/pictures/${[companyId, set, id].map(encodeURIComponent).join('/')}`
}

/** What the emulator says, without the correlation id. */
async function refusal(status, text) {
  try {
    return JSON.parse(await text).error.message.replace(/ {2}CorrelationId:.*$/, '')
  } catch {
    return `The emulator answers ${status}.`
  }
}
