import { crc32, deflateRawSync } from 'node:zlib'

/** A file of a ZIP, with the bytes of its name as a program writes them. */
export interface ZipEntry {
  readonly name: Buffer
  readonly bytes: Uint8Array
  /** General purpose flags, such as 0x800 for UTF-8 and 1 for encrypted. */
  readonly flags?: number
  readonly method?: number
  readonly extra?: Buffer
}

/** The letters of CP437 that the tests need. */
const CP437: Readonly<Record<string, number>> = {
  ü: 0x81,
  é: 0x82,
  ä: 0x84,
  Ä: 0x8e,
  É: 0x90,
  ö: 0x94,
  Ö: 0x99,
  Ü: 0x9a,
  ß: 0xe1,
}

export const cp437 = (text: string) =>
  Buffer.from([...text].map((character) => CP437[character] ?? character.charCodeAt(0)))

type Photos = ReadonlyMap<string, Uint8Array>

/** As macOS packs a folder: names decomposed in UTF-8 without the flag, in a folder, with resource forks beside it. */
export function finderZip(photos: Photos): Buffer {
  const files = [...photos].map(([name, bytes]) => ({ name: Buffer.from(`photos/${name.normalize('NFD')}`), bytes }))
  const forks = [...photos].map(([name]) => {
    return { name: Buffer.from(`__MACOSX/photos/._${name.normalize('NFD')}`), bytes: Buffer.from('fork') }
  })
  return zip([...files, { name: Buffer.from('photos/.DS_Store'), bytes: Buffer.from('x') }, ...forks])
}

/** As Explorer packs files: names in the code page of the console. */
export function explorerZip(photos: Photos): Buffer {
  return zip([...photos].map(([name, bytes]) => ({ name: cp437(name), bytes })))
}

/** As 7-Zip packs files: names in UTF-8 with the flag where the code page would do as well. */
export function sevenZip(photos: Photos): Buffer {
  return zip([...photos].map(([name, bytes]) => ({ name: Buffer.from(name), bytes, flags: 0x800 })))
}

/** A ZIP file of entries as they are given. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, flags = 0, method = 8, extra = Buffer.alloc(0) } of entries) {
    const packed = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    common.writeUInt16LE(extra.length, 24)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, extra, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, place, name, extra]))
    parts.push(local)
    at += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...directory, end])
}
