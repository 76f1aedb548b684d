/** What is known of a format. Bytes are given as characters. */
interface Format {
  type: string
  start: RegExp
  /** How a whole image ends, where its last twelve bytes show it. */
  end?: RegExp
  /** Where the width and the height stand, as far as they stand at one place. */
  size?: [from: number, to: number]
}

/** The formats that Business Central shows, and WebP, which it keeps as it is. */
const FORMATS: Format[] = [
  { type: 'image/png', start: /^\x89PNG/, end: /IEND/, size: [16, 24] },
  { type: 'image/jpeg', start: /^\xff\xd8\xff/, end: /\xff\xd9/ },
  { type: 'image/gif', start: /^GIF8/, end: /;$/, size: [6, 10] },
  { type: 'image/bmp', start: /^BM/, size: [18, 22] },
  { type: 'image/webp', start: /^RIFF.{4}WEBP/s },
]

/** Formats that people have, and that the product does not show. */
const NOT_SHOWN: [name: string, start: RegExp][] = [
  ['HEIC', /^.{4}ftyp(hei|hev|mif|msf)/s],
  ['AVIF', /^.{4}ftypavi/s],
  ['TIFF', /^(II\*\0|MM\0\*)/],
  ['SVG', /^\W*<(svg|\?xml)/i],
]

/** The format that the first bytes show, or undefined. `start` holds them as characters, twelve at least. */
export const formatOf = (start: string): Format | undefined => FORMATS.find((format) => format.start.test(start))

/** What is wrong with bytes that are to be a picture; empty if nothing is. */
export function wrongImage(start: string, anyFormat: boolean | undefined): string {
  if (!start) return 'The picture is empty: pass one with bytes, or use delete().'
  if (anyFormat || formatOf(start)) return ''
  const name = NOT_SHOWN.find(([, begins]) => begins.test(start))?.[0]
  const what = name ? `is ${name}` : `begins with ${JSON.stringify(start)}`
  return `The picture ${what}, which Business Central keeps but does not show: pass PNG or JPEG, or anyFormat: true.`
}
