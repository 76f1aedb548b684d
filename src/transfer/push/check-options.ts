import { type Check, type Checks, OptionError, refusedAs, requireOneOf, requireWhole } from '../../option-checks.ts'
import { callback, checkCall, concurrency, countFromOne, filledText, filledTexts, flag, signal } from '../check-call.ts'
import { EXTENSIONS } from '../images/image-type.ts'
import { readParentSet, TransferUsageError } from '../parents.ts'
import type { TransferClient } from '../transfer-client.ts'
import type { PushOptions, UndoOptions } from './options.ts'

const oneOf =
  (...allowed: readonly string[]): Check =>
  (name, value) =>
    requireOneOf(`option ${name}`, value, allowed)

const wholeFrom =
  (least: number, most: number): Check =>
  (name, value) =>
    requireWhole(`option ${name}`, value, least, most)

const requireFormats = filledTexts('png')

const formats: Check = (name, value) => {
  requireFormats(name, value)
  for (const format of value as readonly string[]) requireOneOf('required format', format, Object.keys(EXTENSIONS))
}

const PUSH: Checks<PushOptions> = {
  from: filledText("the path of a folder or a ZIP file, such as './pictures'"),
  parents: filledTexts('items'),
  dryRun: flag,
  force: flag,
  verify: flag,
  limit: countFromOne,
  onlyFailed: flag,
  map: filledText("the path of a CSV file, such as './numbers.csv'"),
  by: oneOf('number', 'gtin'),
  maxSize: countFromOne,
  require: formats,
  anyFormat: flag,
  fit: wholeFrom(16, 20_000),
  format: oneOf('jpeg', 'png'),
  quality: wholeFrom(1, 100),
  concurrency,
  signal,
  onEvent: callback,
  onPlan: callback,
}

const UNDO: Checks<UndoOptions> = {
  folder: filledText("the path of the folder that was pushed, such as './pictures'"),
  run: filledText("the name of a run, or 'last'"),
  force: flag,
  concurrency,
  signal,
  onEvent: callback,
}

/**
 * Checks a call of `push`.
 * @throws TransferUsageError that names the thing, its value and what would do
 */
export function checkPush(client: TransferClient, options: PushOptions): void {
  checkCall('push', client, options, PUSH, ['from'])
  const { parents = [], quality, fit, format } = options
  refusedAs(TransferUsageError, () => {
    if (quality !== undefined && fit === undefined && format === undefined) {
      throw new OptionError(
        `The option quality is ${quality}, and nothing is converted: it goes with the option format or the option fit.`,
      )
    }
    for (const name of parents) readParentSet(name, client.apiVersion)
  })
}

/**
 * Checks a call of `undo`.
 * @throws TransferUsageError that names the thing, its value and what would do
 */
export function checkUndo(client: TransferClient, options: UndoOptions): void {
  checkCall('undo', client, options, UNDO, ['folder', 'run'])
}
