import { type Checks, OptionError, refusedAs } from '../../option-checks.ts'
import { callback, checkCall, concurrency, filledText, filledTexts, flag, signal } from '../check-call.ts'
import { type ParentSet, readParentSet, TransferUsageError } from '../parents.ts'
import type { TransferClient } from '../transfer-client.ts'
import { readMaxDelete } from './max-delete.ts'
import type { PullOptions } from './options.ts'

const PULL: Checks<PullOptions> = {
  folder: filledText("the path of a folder, such as './pictures'"),
  parents: filledTexts('items'),
  filter: filledText(`an OData condition, such as "startswith(number, '18')"`),
  full: flag,
  delete: flag,
  maxDelete: (name, value) => void readMaxDelete(name, value),
  force: flag,
  concurrency,
  signal,
  onEvent: callback,
}

/**
 * Checks a call of `pull`, and reads the entity sets that it names.
 * @throws TransferUsageError that names the thing, its value and what would do
 */
export function checkPull(client: TransferClient, options: PullOptions): ParentSet[] {
  checkCall('pull', client, options, PULL, ['folder', 'parents'])
  const { parents, filter, delete: remove } = options
  return refusedAs(TransferUsageError, () => {
    if (remove && filter !== undefined) {
      throw new OptionError(
        'The option delete does not go together with the option filter: what a filter leaves out is not gone.',
      )
    }
    return [...new Set(parents.map((name) => readParentSet(name, client.apiVersion)))]
  })
}
