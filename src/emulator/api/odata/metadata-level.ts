/** How much control information an answer carries. */
export type MetadataLevel = 'none' | 'minimal' | 'full'

/** The level that an Accept header asks for; `minimal` when it asks for none. */
export function metadataLevel(accept: string | undefined): MetadataLevel {
  const level = /;\s*(?:odata\.)?metadata\s*=\s*"?(none|minimal|full)\b/i.exec(accept ?? '')?.[1]
  return (level?.toLowerCase() as MetadataLevel | undefined) ?? 'minimal'
}

/** What stays at level `none`: without these a list could not be read to its end. */
const kept = ['@odata.nextLink', '@odata.count']

/** A replacer for JSON.stringify that leaves out what the level `none` does not carry. */
export function withoutControlInformation(name: string, value: unknown): unknown {
  return name.includes('@odata.') && !kept.includes(name) ? undefined : value
}
