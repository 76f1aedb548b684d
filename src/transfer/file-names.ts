/*
 * Numbers as file names, and back. Ordinary numbers stay as they are. What some file system refuses, or what would mean
 * something else there, is percent-encoded: alike on all systems, so that a folder can move between them.
 */

/** The most bytes of an encoded name: most file systems take 255, and an extension and a mark of a temporary file come on top. */
const MAX_BYTES = 200

/** Names that Windows keeps for devices, with any extension. */
const DEVICES = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9¹²³])(?=[. ]*$|[. ]*\.)/i

/** What no name may hold: separators, wildcards, the escape itself, and everything that controls, reorders or hides text. */
const FORBIDDEN = /[/\\*?"<>|:%\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Half of a character: no file name can hold it. */
const LONE_SURROGATE = /\p{Cs}/u

/** Blanks and dots at the beginning and the end: hidden on one system, dropped by another. */
const ENDS = /^[\p{Z}.]+|[\p{Z}.]+$/gu

/**
 * The file name, without an extension, of a number; the folder's name of a variant's item.
 * @returns undefined where the number cannot be a file name: too long, or not proper Unicode
 */
export function encodeName(number: string): string | undefined {
  if (number === '' || LONE_SURROGATE.test(number)) return undefined
  const safe = number
    .replace(FORBIDDEN, percent)
    .replace(ENDS, percent)
    .replace(DEVICES, (device) => percent(device.charAt(0)) + device.slice(1))
  return Buffer.byteLength(safe) <= MAX_BYTES ? safe : undefined
}

/** The number behind a name; undefined where its escapes are none that {@link encodeName} makes. */
export function decodeName(name: string): string | undefined {
  try {
    return decodeURIComponent(name)
  } catch {
    return undefined
  }
}

/**
 * The names of many numbers, so that no two become one where upper and lower case, or two spellings of an accent, are
 * the same. In such a group everything but ASCII capitals and digits is escaped, which leaves the usual number as it is.
 */
export function encodeNames(numbers: Iterable<string>): Map<string, string | undefined> {
  const groups = new Map<string, string[]>()
  for (const number of new Set(numbers)) {
    const key = foldName(number)
    const group = groups.get(key)
    if (group) group.push(number)
    else groups.set(key, [number])
  }
  const names = new Map<string, string | undefined>()
  for (const group of groups.values()) {
    for (const number of group) names.set(number, group.length === 1 ? encodeName(number) : encodeExactly(number))
  }
  return names
}

/** What two names have in common that some file system takes for one. */
export function foldName(name: string): string {
  return name.normalize('NFC').toUpperCase().normalize('NFC')
}

function encodeExactly(number: string): string | undefined {
  const safe = encodeName(number)
  if (safe === undefined) return undefined
  // Escapes of encodeName hold capitals and digits only, but for the percent sign.
  const exact = safe.replace(/[^\x21-\x60{-~ ]/gu, percent)
  return Buffer.byteLength(exact) <= MAX_BYTES ? exact : undefined
}

function percent(characters: string): string {
  return [...Buffer.from(characters)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/** A variant's number: `ITEM/CODE`. A slash in the code itself is escaped, so that the last one divides. */
export function variantNumber(item: string, code: string): string {
  return `${item}/${code.replace(/[%/]/g, percent)}`
}

/** The parts of a path: a variant is kept under its item's number. */
export function splitNumber(parents: string, number: string): [string] | [string, string] {
  if (parents !== 'itemVariants') return [number]
  // An item's number may hold slashes; a code comes last.
  const slash = number.lastIndexOf('/')
  const code = number.slice(slash + 1)
  return [number.slice(0, slash), decodeName(code) ?? code]
}

/** Extensions of files that are pictures, or that pull writes for bytes that it does not know. */
const EXTENSION = /\.(png|jpe?g|jpe|jfif|gif|bmp|dib|webp|tiff?|heic|heif|avif|svg|ico|emf|wmf|jp2|jxl|psd|bin)$/i

/** A file's name without the extension of a picture, and the extension in lower case, or empty. */
export function splitExtension(file: string): { readonly name: string; readonly extension: string } {
  const [match = ''] = EXTENSION.exec(file) ?? []
  return { name: file.slice(0, file.length - match.length), extension: match.slice(1).toLowerCase() }
}
