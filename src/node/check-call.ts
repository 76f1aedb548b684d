import type { Picture } from '../client/index.ts'
import { OptionError, refusedAs, shown } from '../option-checks.ts'

/**
 * Checks what a function that moves a picture to or from a file is called with.
 * @param example how to call it
 * @throws TypeError for a picture that is none, and for a path that is no text
 */
export function checkCall(example: string, picture: Picture, path: unknown): void {
  refusedAs(TypeError, () => {
    const { download, upload } = (picture ?? {}) as Partial<Picture>
    if (typeof download !== 'function' || typeof upload !== 'function') {
      throw new OptionError(`The picture is ${kindOf(picture)}: pass client.picture('items', id), as in ${example}.`)
    }
    if (typeof path === 'string' && path !== '' && !path.includes('\0')) return
    const bytes = path instanceof Uint8Array || path instanceof ArrayBuffer || path instanceof Blob
    const remedy = bytes ? 'upload bytes with picture.upload(bytes)' : `pass the path of a file, as in ${example}`
    throw new OptionError(`The path is ${bytes ? 'bytes' : shown(path)}: ${remedy}.`)
  })
}

/** What is passed instead may hold a secret, so it is not shown. */
const kindOf = (value: unknown): string =>
  value === undefined || value === null ? String(value) : `a value of type ${typeof value}`
