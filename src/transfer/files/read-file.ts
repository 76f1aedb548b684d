import { open } from 'node:fs/promises'

/** The most that is read at once. A small file takes a buffer of its own size: of ten thousand, the rest would pile up. */
const PIECE = 64 * 1024

/** One byte more than is expected shows whether the file has grown. */
const pieceSize = (left: number) => Math.min(PIECE, Math.max(left, 0) + 1)

/**
 * Reads a file in pieces that share one buffer: each has to be used before the next is asked for.
 * @throws the error of the system
 */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const buffer = Buffer.allocUnsafeSlow(pieceSize(size))
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** Reads the first bytes of a file, so many or fewer where there are fewer. */
export async function readStart(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(length, size)), 0, Math.min(length, size), 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Opens a file as a stream, whose pieces may be kept. It never holds more than one.
 * @throws the error of the system where the file cannot be opened
 */
export async function streamFile(path: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const file = await open(path)
  let left = await file.stat().then(
    ({ size }) => size,
    async (error) => {
      await file.close()
      throw error
    },
  )
  return new ReadableStream(
    {
      async pull(controller) {
        const { bytesRead, buffer } = await file.read(new Uint8Array(pieceSize(left))).catch(async (error) => {
          await file.close()
          throw error
        })
        left -= bytesRead
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead))
        await file.close()
        controller.close()
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  )
}
