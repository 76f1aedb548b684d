const polynomial = 0xedb88320

/** Four tables, so that four bytes are worked on at once: an upload of 350 MB is summed twice. */
const tables = makeTables()

function makeTables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const [first, ...more] = Array.from({ length: 4 }, () => new Uint32Array(256)) as [Uint32Array, ...Uint32Array[]]
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1
    first[byte] = value
  }
  let former = first
  for (const table of more) {
    for (let byte = 0; byte < 256; byte++) {
      const value = at(former, byte)
      table[byte] = (value >>> 8) ^ at(first, value & 255)
    }
    former = table
  }
  return [first, ...more] as never
}

function at(numbers: ArrayLike<number>, index: number): number {
  return numbers[index] as number
}

/** The CRC-32 of PNG over `bytes`, going on from the sum of what came before; 0 at the beginning. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = tables
  let crc = ~before
  const whole = bytes.length - (bytes.length % 4)
  let index = 0
  for (; index < whole; index += 4) {
    crc ^= at(bytes, index) | (at(bytes, index + 1) << 8) | (at(bytes, index + 2) << 16) | (at(bytes, index + 3) << 24)
    crc = at(t3, crc & 255) ^ at(t2, (crc >>> 8) & 255) ^ at(t1, (crc >>> 16) & 255) ^ at(t0, crc >>> 24)
  }
  for (; index < bytes.length; index++) crc = (crc >>> 8) ^ at(t0, (crc ^ at(bytes, index)) & 255)
  return ~crc >>> 0
}
