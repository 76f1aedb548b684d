/** One file of a folder or a ZIP. */
export interface SourceFile {
  /** Relative, with `/`. */
  readonly path: string
  readonly size: number
  /** Undefined in a ZIP, where nothing tells a changed entry but its bytes. */
  readonly mtimeMs: number | undefined
  /** Its first bytes, 512 where there are as many. */
  head(): Promise<Uint8Array>
  /** The bytes, from the first one on. Each piece has to be used before the next is asked for. */
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>
}

/** A file that is not even tried, and why. */
export interface Refused {
  readonly path: string
  readonly size: number
  readonly reason: string
  readonly detail: string
}

/** What there is to push. */
export interface Scan {
  readonly files: readonly SourceFile[]
  readonly refused: readonly Refused[]
  /** Names of systems and hidden files, left out. */
  readonly leftOut: number
  close(): Promise<void>
}

const JUNK = new Set(['__macosx', 'thumbs.db', 'ehthumbs.db', 'desktop.ini', '@eadir', '$recycle.bin'])

/** Whether a name is one that systems leave behind, or hidden. */
export const isJunk = (name: string): boolean => name.startsWith('.') || JUNK.has(name.toLowerCase())
