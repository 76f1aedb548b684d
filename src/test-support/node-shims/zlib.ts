/** Part of `node:zlib` that the scenarios' pictures import, and that the page never calls. */
export function crc32(): never {
  throw new Error('There is no crc32 in the page.')
}
