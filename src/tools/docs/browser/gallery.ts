import { createPictureClient } from '../../../client/index.ts'
import type { InProcessEmulator } from '../../../emulator/browser.ts'

const COUNT = 12
const etags = new Map<string, string>()

/** Remembers what the emulator holds, so that the gallery can mark what an example changes. */
export async function rememberPictures(emulator: InProcessEmulator): Promise<void> {
  for (const { id, etag } of await firstPictures(emulator)) etags.set(id, etag)
}

/** Draws the first items of the emulator with their pictures, and marks what changed since the last time. */
export async function showGallery(emulator: InProcessEmulator): Promise<void> {
  const place = document.querySelector('.page-gallery')
  if (!place) return
  const list = document.createElement('ul')
  for (const { id, etag, name, about, bytes } of await firstPictures(emulator)) {
    const entry = document.createElement('li')
    if ((etags.get(id) ?? etag) !== etag) entry.className = 'changed'
    etags.set(id, etag)
    entry.append(bytes ? imageOf(bytes, name) : nothing(), name, document.createElement('br'), about)
    list.append(entry)
  }
  const title = document.createElement('h2')
  title.textContent = 'What the emulator in this page holds'
  for (const image of place.querySelectorAll('img')) URL.revokeObjectURL(image.src)
  place.replaceChildren(title, list)
}

async function firstPictures({ fetch, baseUrls }: InProcessEmulator) {
  const bc = createPictureClient({ baseUrl: baseUrls['v2.0'], apiVersion: 'v2.0', auth: 'gallery', fetch })
  const pictures = []
  for await (const item of bc.list('items')) {
    if (pictures.length === COUNT) break
    const picture = bc.picture('items', item.id)
    const [{ width, height, contentType, etag = '' }, content] = await Promise.all([picture.info(), picture.download()])
    const about = content ? `${contentType}, ${width}×${height}` : 'no image'
    const bytes = await content?.bytes()
    pictures.push({ id: item.id, etag, name: `${item.number ?? ''} ${item.displayName ?? ''}`, about, bytes })
  }
  return pictures
}

function imageOf(bytes: Uint8Array, name: string): HTMLElement {
  const image = document.createElement('img')
  image.src = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]))
  image.alt = name
  return image
}

function nothing(): HTMLElement {
  const none = document.createElement('div')
  none.className = 'none'
  none.textContent = '0×0'
  return none
}
