import type { Check } from './check.ts'
import { ETAG_CHECKS } from './etags.ts'
import { EXPANSION_CHECKS } from './expansion.ts'
import { FILTER_CHECKS } from './filters.ts'
import { LIST_CHECKS } from './lists.ts'
import { READING_CHECKS } from './reading.ts'
import { REFUSAL_CHECKS } from './refusals.ts'
import { SERVICE_CHECKS } from './service.ts'
import { UPLOAD_CHECKS } from './uploads.ts'
import { WRITE_REFUSAL_CHECKS } from './write-refusals.ts'

/** Every check, in the order in which they run. */
export const CHECKS: readonly Check[] = [
  ...SERVICE_CHECKS,
  ...LIST_CHECKS,
  ...FILTER_CHECKS,
  ...READING_CHECKS,
  ...EXPANSION_CHECKS,
  ...REFUSAL_CHECKS,
  ...UPLOAD_CHECKS,
  ...ETAG_CHECKS,
  ...WRITE_REFUSAL_CHECKS,
]
