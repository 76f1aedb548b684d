/** An image as its pixels. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel: red, green, blue, alpha; row by row from the top. */
  readonly data: Uint8Array
}

/**
 * The decoders are loaded when the first image is compared: a run that only reads needs none. The build bundles them, and
 * then a CommonJS package has its names on the default export only.
 */
const DECODERS: Readonly<Record<string, (bytes: Buffer) => Promise<Pixels>>> = {
  'image/png': async (bytes) => {
    const { default: pngjs } = await import('pngjs')
    return pngjs.PNG.sync.read(bytes)
  },
  'image/jpeg': async (bytes) => {
    const { default: jpeg } = await import('jpeg-js')
    return jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, maxMemoryUsageInMB: 1024 })
  },
  'image/gif': decodeGif,
  'image/bmp': async (bytes) => {
    const { decode } = await import('bmp-ts')
    const { width, height, data } = decode(bytes, { toRGBA: true })
    // The fourth byte of a BMP's pixel is no alpha in the usual headers.
    for (let index = 3; index < data.length; index += 4) data[index] = 255
    return { width, height: Math.abs(height), data }
  },
}

/**
 * Decodes a PNG, JPEG, GIF (its first frame) or BMP.
 * @throws Error when the bytes cannot be decoded; the message says why
 */
export async function decodeImage(bytes: Uint8Array, contentType: string): Promise<Pixels> {
  const decode = DECODERS[contentType]
  if (decode === undefined) throw new Error(`there is no decoder for ${contentType}`)
  return decode(Buffer.from(bytes))
}

async function decodeGif(bytes: Buffer): Promise<Pixels> {
  const { default: omggif } = await import('omggif')
  const reader = new omggif.GifReader(bytes)
  const { width, height } = reader
  const data = new Uint8Array(width * height * 4)
  const warnings: unknown[] = []
  // The decoder says on the console that pixels are missing, and goes on.
  const { log } = console
  console.log = (...words) => warnings.push(words.join(' '))
  try {
    reader.decodeAndBlitFrameRGBA(0, data)
  } finally {
    console.log = log
  }
  if (warnings.length > 0) throw new Error(String(warnings[0]))
  return { width, height, data }
}
