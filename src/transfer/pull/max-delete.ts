import { OptionError, shown } from '../../option-checks.ts'
import { count } from '../text.ts'

/** How many files may be removed: a share of those that are known, or a number. */
export type MaxDelete = { readonly share: number } | { readonly files: number }

/**
 * Reads the option `maxDelete`.
 * @throws OptionError for anything but a share up to 100% or a whole number
 */
export function readMaxDelete(name: string, value: unknown): MaxDelete {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  const [, share] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? []
  if (share !== undefined && Number(share) <= 100) return { share: Number(share) }
  if (/^\d+$/.test(text)) return { files: Number(text) }
  throw new OptionError(
    `The option ${name} must be a share of the files such as '10%', or a number of files, not ${shown(value)}.`,
  )
}

/** How many of the known files may go, and the same for people. */
export function allowance(max: MaxDelete, known: number): { readonly allowed: number; readonly text: string } {
  if ('files' in max) return { allowed: max.files, text: String(max.files) }
  return { allowed: Math.floor((known * max.share) / 100), text: `${max.share}% of ${count(known, 'file')}` }
}
