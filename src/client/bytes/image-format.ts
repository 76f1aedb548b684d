/** What is known of a format. Bytes are given as characters. */
interface Format {
  /** Of a format that Business Central shows, and of WebP, which it keeps as it is. */
  type?: string
  /** Of a format that people have, and that Business Central does not show. */
  name?: string
  start: RegExp
  /** How a whole image ends, where its last twelve bytes show it. */
  end?: RegExp
  /** Where the width and the height stand, as far as they stand at one place. */
  size?: [from: number, to: number]
}

const FORMATS: Format[] = [
  { type: 'image/png', start: /^\x89PNG/, end: /IEND.{4}/s, size: [16, 24] },
  { type: 'image/jpeg', start: /^\xff\xd8\xff/, end: /\xff\xd9/ },
  { type: 'image/gif', start: /^GIF8/, end: /\0;$/, size: [6, 10] },
  { type: 'image/bmp', start: /^BM/, size: [18, 22] },
  { type: 'image/webp', start: /^RIFF.{4}WEBP/s },
  { name: 'HEIC', start: /^.{4}ftyp(hei|hev|mif|msf)/s },
  { name: 'AVIF', start: /^.{4}ftypavi/s },
  { name: 'TIFF', start: /^(II\*\0|MM\0\*)/ },
  { name: 'SVG', start: /^\W*<(svg|\?xml)/i },
]

/** The format that the first bytes show, or undefined. `start` holds them as characters, twelve at least. */
export const formatOf = (start: string): Format | undefined => FORMATS.find((format) => format.start.test(start))

/** What is wrong with bytes that are to be a picture; empty if nothing is. */
export function wrongImage(start: string, anyFormat: boolean | undefined): string {
  if (!start) return 'The picture is empty: pass one with bytes, or use delete().'
  const format = formatOf(start)
  if (anyFormat || format?.type) return ''
  const what = format ? `is ${format.name}` : `begins with ${JSON.stringify(start)}`
  return `The picture ${what}, which Business Central keeps but does not show: pass PNG or JPEG, or anyFormat: true.`
}
