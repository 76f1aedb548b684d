import { type MetadataLevel, withoutControlInformation } from './metadata-level.ts'

/** The members of a JSON object as text, without its braces: so they can be kept, and put together to an answer. */
export type Members = string

/** Members with what a level carries of them. */
export function jsonMembers(json: object, level: MetadataLevel): Members {
  const text = level === 'none' ? JSON.stringify(json, withoutControlInformation) : JSON.stringify(json)
  return text.slice(1, -1)
}

/** The object of all these members. */
export function jsonObject(...members: readonly Members[]): string {
  return `{${members.filter(Boolean).join()}}`
}
