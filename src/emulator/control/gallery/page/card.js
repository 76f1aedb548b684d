import { imageUrl, readImage, remove, upload } from './api.js'
import { bytes, counted, dayAndTime, setNames } from './words.js'

/** An image over this many bytes is not drawn, and not kept for an undo. */
const largeBytes = 25 * 1024 * 1024

/**
 * The card of one entity. It stays the same element while the entity changes, so focus and open details survive.
 * `page` is `{announce(text), confirm(question, action), changed(entity)}`.
 */
export class Card {
  element = document.getElementById('card').content.firstElementChild.cloneNode(true)
  #page
  #entity
  #busy = false
  /**
   * What the last change made here replaced, as long as nobody has changed it since: `{blob, etag, lastModified}`, blob
   * null for no picture. The etag alone would not tell: in Business Central it may not follow the picture.
   */
  #before

  constructor(entity, page) {
    this.#page = page
    this.#find('.upload').addEventListener('click', () => this.#find('input').click())
    this.#find('.undo').addEventListener('click', () => this.#undo())
    this.#find('.delete').addEventListener('click', () => this.#delete())
    this.#find('input').addEventListener('change', ({ target }) => {
      const [file] = target.files
      if (file) this.upload(file)
      target.value = ''
    })
    this.#find('.frame img').addEventListener('error', () => this.#place('broken', 'Cannot be drawn'))
    this.update(entity)
  }

  get entity() {
    return this.#entity
  }

  /** Shows the entity as it is now. */
  update(entity) {
    if (this.#before?.lastModified !== entity.lastModified) this.#before = undefined
    this.#entity = entity
    this.element.dataset.number = entity.number
    this.#write()
    this.#draw()
    this.#label()
  }

  /** Uploads a file in place of what is there; a media set of several images is not replaced without a question. */
  async upload(file) {
    if (!(await this.#mayLose('Replace'))) return
    const onProgress = (done) => {
      this.#find('progress').value = done
    }
    await this.#change(() => upload(this.#entity, file, { onProgress }), `Uploaded ${file.name || 'the picture'} to`)
  }

  async #delete() {
    if (!(await this.#mayLose('Delete'))) return
    await this.#change(() => remove(this.#entity), 'Deleted the picture of')
    // The button that had the focus is gone with the picture.
    if (this.#entity.images.length === 0) this.#find(this.#before ? '.undo' : '.upload').focus()
  }

  async #undo() {
    const { blob, etag } = this.#before
    const undoing = blob
      ? () => upload(this.#entity, blob, { ifMatch: etag })
      : () => remove(this.#entity, { ifMatch: etag })
    await this.#change(undoing, 'Undid the last change of')
  }

  async #change(send, done) {
    if (this.#busy) return
    this.#setBusy(true)
    try {
      const blob = await this.#bytesToKeep()
      const changed = { ...(await send()), companyId: this.#entity.companyId }
      const { etag, lastModified } = changed
      this.#before = blob === undefined ? undefined : { blob, etag, lastModified }
      this.#page.changed(changed)
      this.#page.announce(`${done} ${this.#name()}.`)
    } catch (error) {
      this.#page.announce(`${this.#name()}: ${error.message}`, true)
    } finally {
      this.#setBusy(false)
    }
  }

  /** What an undo would bring back: null for no picture, undefined when it cannot be brought back. */
  async #bytesToKeep() {
    const { images } = this.#entity
    if (images.length === 0) return null
    return this.#canUndo() ? readImage(this.#entity, images[0]) : undefined
  }

  #canUndo() {
    const { images } = this.#entity
    return images.length === 0 || (images.length === 1 && images[0].size <= largeBytes)
  }

  async #mayLose(action) {
    if (this.#busy) return false
    if (this.#canUndo()) return true
    const { images } = this.#entity
    const what = images.length > 1 ? `all ${images.length} images` : `the picture of ${bytes(images[0].size)}`
    return this.#page.confirm(`${action} ${what} of ${this.#name()}? This cannot be undone.`, action)
  }

  #setBusy(busy) {
    this.#busy = busy
    this.element.ariaBusy = String(busy)
    this.#find('progress').hidden = !busy
    this.#find('progress').removeAttribute('value')
  }

  #write() {
    const { number, name, set, lastModified, etag, id, images } = this.#entity
    const [first] = images
    this.#find('.number').textContent = number
    this.#find('.name').textContent = name
    this.#find('.facts').textContent = first
      ? `${first.width} × ${first.height} px · ${bytes(first.size)} · ${first.contentType}`
      : '0 × 0 px · 0 bytes'
    this.#find('.set').textContent = `${setNames[set][0]},`
    this.#find('time').dateTime = lastModified
    this.#find('time').textContent = dayAndTime(lastModified)
    for (const code of this.element.querySelectorAll('.etag')) code.textContent = etag
    this.#find('.id').textContent = id
    this.#find('.images').textContent = images.length > 1 ? counted(images.length, 'image', 'images') : ''
    this.#find('.hashes').replaceChildren(...images.map((image, index) => this.#hash(image, index)))
  }

  #draw() {
    const [first] = this.#entity.images
    if (!first) return this.#place('none', 'No picture')
    if (!isDrawable(first)) return this.#place('other', 'Not an image')
    if (first.size > largeBytes) return this.#place('large', 'Too large to draw')
    this.element.dataset.state = 'picture'
    const image = this.#find('.frame img')
    const url = imageUrl(this.#entity, first)
    if (image.getAttribute('src') !== url) image.src = url
    image.alt = `Picture of ${this.#name()}`
    image.classList.toggle('tiny', Math.max(first.width, first.height) <= 64)
  }

  #place(state, text) {
    this.element.dataset.state = state
    this.#find('.placeholder').textContent = text
    this.#find('.frame img').removeAttribute('src')
  }

  #hash(image, index) {
    const item = document.createElement('li')
    const facts = document.createElement('span')
    const code = document.createElement('code')
    facts.textContent = `${image.width} × ${image.height} px, ${bytes(image.size)}, SHA-256`
    code.textContent = image.sha256
    item.append(facts, code)
    // The first image is the card's own.
    if (index === 0 || !isDrawable(image) || image.size > largeBytes) return item
    const drawn = new Image(48, 48)
    drawn.loading = 'lazy'
    drawn.alt = `Image ${index + 1}`
    drawn.src = imageUrl(this.#entity, image)
    item.prepend(drawn)
    return item
  }

  #label() {
    const has = this.#entity.images.length > 0
    const save = this.#find('.save')
    this.#find('.upload').textContent = has ? 'Replace' : 'Upload'
    this.#find('.delete').hidden = !has
    this.#find('.undo').hidden = !this.#before
    save.hidden = !has
    if (has) save.href = imageUrl(this.#entity, this.#entity.images[0])
    save.download = `${this.#entity.number.replaceAll('/', '-')}${extension(this.#entity.images[0])}`
    for (const control of this.element.querySelectorAll('.actions button, .save')) {
      control.ariaLabel = `${control.textContent} picture of ${this.#name()}`
    }
  }

  #name() {
    return `${this.#entity.number} ${this.#entity.name}`
  }

  #find(selector) {
    return this.element.querySelector(selector)
  }
}

/** Width and height are only known of the formats that a browser draws. */
function isDrawable({ width, height }) {
  return width > 0 && height > 0
}

function extension(image) {
  if (!image || !isDrawable(image)) return '.bin'
  return (
    { 'image/png': '.png', 'image/jpeg': '.jpg', 'image/gif': '.gif', 'image/bmp': '.bmp' }[image.contentType] ?? ''
  )
}
