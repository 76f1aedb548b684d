import type { Subject } from './probe/subject.ts'
import type { WriteGuard } from './write-guard.ts'

/** An original picture that lies on disk; `file`, `sha256` and `bytes` are undefined where the entity has none. */
export interface SavedPicture {
  readonly subject: Subject
  readonly file: string | undefined
  readonly sha256: string | undefined
  readonly bytes: Buffer | undefined
  /** Asked before every write to the entity. */
  readonly guard: WriteGuard
}
