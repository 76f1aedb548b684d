import type { Picture } from '../client/index.ts'
import { OptionError, refusedAs, requireKeys, requireObject, shown } from '../option-checks.ts'

/** How a function that moves a picture to or from a file is called. */
export interface Usage {
  readonly name: string
  readonly options: readonly string[]
}

/**
 * Checks what a function that moves a picture to or from a file is called with.
 * @throws TypeError for a picture that is none, for a path that is no text, and for what are no options
 */
export function checkCall({ name, options: known }: Usage, picture: Picture, path: unknown, options: unknown): void {
  const example = `${name}(picture, 'chair.png')`
  refusedAs(TypeError, () => {
    const { download, upload } = (picture ?? {}) as Partial<Picture>
    if (typeof download !== 'function' || typeof upload !== 'function') {
      throw new OptionError(`The picture is ${kindOf(picture)}: pass client.picture('items', id), as in ${example}.`)
    }
    requirePath(example, path)
    requireObject(`The options of ${name}`, options)
    requireKeys(name, options, known)
  })
}

function requirePath(example: string, path: unknown): void {
  if (typeof path === 'string' && path !== '' && !path.includes('\0')) return
  const bytes = path instanceof Uint8Array || path instanceof ArrayBuffer || path instanceof Blob
  const remedy = bytes ? 'upload bytes with picture.upload(bytes)' : `pass the path of a file, as in ${example}`
  throw new OptionError(`The path is ${bytes ? 'bytes' : shown(path)}: ${remedy}.`)
}

/** What is passed instead may hold a secret, so it is not shown. */
const kindOf = (value: unknown): string =>
  value === undefined || value === null ? String(value) : `a value of type ${typeof value}`
