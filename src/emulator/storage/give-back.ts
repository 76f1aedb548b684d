/**
 * Gives the memory of some bytes back at once; they are gone afterwards. Left to itself, V8 does not look for garbage
 * before 64 MB of such memory have piled up. Bytes that are a part of something larger are left alone.
 */
export function giveBack(piece: Uint8Array): void {
  // Some browsers cannot do it yet.
  const buffer = piece.buffer as ArrayBuffer & { transfer?(length: number): ArrayBuffer }
  if (piece.byteLength === buffer.byteLength) buffer.transfer?.(0)
}
