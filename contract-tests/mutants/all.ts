import { CONTENT_TYPES, HEADERS, STATUS } from './answers.ts'
import { BYTES } from './bytes.ts'
import { IMAGES } from './images.ts'
import type { Mutant } from './mutant.ts'
import { CREDENTIALS, ERRORS, ETAGS, KEYS, QUERIES } from './rules.ts'
import { SERVICE } from './service.ts'
import { LINKS, SHAPES } from './shapes.ts'
import { STATE } from './state.ts'

/** Every mutant, group by group. */
export const MUTANTS: readonly Mutant[] = [
  ...STATUS,
  ...HEADERS,
  ...CONTENT_TYPES,
  ...SHAPES,
  ...LINKS,
  ...BYTES,
  ...IMAGES,
  ...STATE,
  ...ETAGS,
  ...ERRORS,
  ...CREDENTIALS,
  ...KEYS,
  ...QUERIES,
  ...SERVICE,
]
