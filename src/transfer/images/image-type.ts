/** What the first bytes of a file say that it is; `unknown` for anything else. */
export type ImageType = 'png' | 'jpeg' | 'gif' | 'bmp' | 'webp' | 'tiff' | 'heic' | 'avif' | 'ico' | 'svg' | 'unknown'

/** The formats that Business Central certainly recognises (fact:formats). */
export const RECOGNISED: ReadonlySet<ImageType> = new Set(['png', 'jpeg', 'gif', 'bmp'])

/** The extension that pull gives a file. */
export const EXTENSIONS: Readonly<Record<ImageType, string>> = {
  png: 'png',
  jpeg: 'jpg',
  gif: 'gif',
  bmp: 'bmp',
  webp: 'webp',
  tiff: 'tif',
  heic: 'heic',
  avif: 'avif',
  ico: 'ico',
  svg: 'svg',
  unknown: 'bin',
}

/** Signatures of the first bytes, in hex. */
const SIGNATURES: readonly (readonly [RegExp, ImageType])[] = [
  [/^89504e470d0a1a0a/, 'png'],
  [/^ffd8ff/, 'jpeg'],
  [/^474946383[79]61/, 'gif'],
  [/^424d.{8}00000000/, 'bmp'],
  [/^52494646.{8}57454250/, 'webp'],
  [/^(49492a00|4d4d002a|49492b00|4d4d002b)/, 'tiff'],
  [/^.{8}6674797061766966|^.{8}6674797061766973/, 'avif'],
  // ftyp, then heic, heix, heim, heis, hevc, hevx, hevm, hevs, mif1 or msf1.
  [/^.{8}66747970(686569(63|78|6d|73)|686576(63|78|6d|73)|6d696631|6d736631)/, 'heic'],
  [/^00000100/, 'ico'],
]

const SVG = /^\ufeff?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]{0,300}?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/

/** Tells an image by its first bytes, 512 of them where there are as many. */
export function typeOf(head: Uint8Array): ImageType {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 512))
  const hex = start.toString('hex', 0, 16)
  const found = SIGNATURES.find(([signature]) => signature.test(hex))?.[1]
  return found ?? (SVG.test(start.toString('utf8')) ? 'svg' : 'unknown')
}
