/** Whether the browser draws the same pixels for both: contract-tests/support/same-image.ts, for the page. */
export async function isSameImage(received: Uint8Array<ArrayBuffer>, sent: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const [a, b] = await Promise.all([received, sent].map(pixelsOf))
  return a === b
}

async function pixelsOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const bitmap = await createImageBitmap(new Blob([bytes]))
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  context?.drawImage(bitmap, 0, 0)
  return `${bitmap.width}x${bitmap.height}: ${context?.getImageData(0, 0, bitmap.width, bitmap.height).data.join()}`
}
