import { sha256 } from '@noble/hashes/sha2.js'
import { base64, utf8 } from './bytes.ts'

/** The SHA-256 of a short text, the same in every runtime. Contents, which are long, are hashed by the platform. */
export function hashOf(text: string): Uint8Array {
  return sha256(utf8(text))
}

/** The same in base64. */
export function hashText(text: string): string {
  return base64(hashOf(text))
}
