/** Throws a TypeError unless a value fits the option of that name. */
export type Check = (name: string, value: unknown) => unknown

/** The checks of an object of options, by option. Undefined passes all of them. */
export type Checks<Options> = { [Name in keyof Required<Options>]: Check }

/** @throws TypeError, always. */
export function fail(message: string): never {
  throw new TypeError(message)
}

/** Whether a value is an object, of any realm. */
export const isObject = (value: unknown): value is object => Object(value) === value

/** A value as a message shows it: text in quotes, and of what may hold a secret only the kind. */
export const show = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value.slice(0, 60))
    : isObject(value)
      ? (value.constructor?.name ?? 'object')
      : String(value)

/** Shows no text, since it may be a secret. */
export const hide = (value: unknown): string => show(value && typeof value === 'string' ? '…' : value)

/** Makes a check. `form` says what is wanted, `shown` what came instead. */
export const must =
  (fits: (value: unknown) => unknown, form: string, shown = show): Check =>
  (name, value) =>
    fits(value) || fail(`${name} must be ${form}, not ${shown(value)}.`)

/** A check for one of several texts. */
export const oneOf = (all: readonly string[]): Check =>
  must((value) => all.includes(value as string), `one of ${all.join(', ')}`)

/**
 * A check for an object of options, by a table of the checks for each. It fails for anything but an object, for an option
 * that is unknown, and for a value that does not fit.
 */
export function optionsWith<Options>(checks: Checks<Options>): Check {
  const names = Object.keys(checks).join(', ')
  const checkForm = must(isObject, `an object with ${names}`)
  return (what, options) => {
    checkForm(what, options)
    for (const [name, value] of Object.entries(options as object)) {
      if (!Object.hasOwn(checks, name)) fail(`${what} has no option "${name}": use ${names}.`)
      if (value !== undefined) checks[name as keyof Options](name, value)
    }
  }
}

/** A check for whole numbers from `least` on. With `endless`, Infinity stands for no limit. */
export const wholeNumber = (least: number, endless?: boolean): Check =>
  must(
    (value) => (value as number) >= least && (Number.isInteger(value) || (endless && value === Infinity)),
    `a whole number of at least ${least}`,
  )

const isText = (value: unknown) => typeof value === 'string' && value

/** A check for text that is not empty. */
export const text: Check = must(isText, 'text')

/** A check for text that is not empty and is never shown. */
export const secret: Check = must(isText, 'text', hide)

/** A check for true and false. */
export const flag: Check = must((value) => typeof value === 'boolean', 'true or false')

/** A check for functions. */
export const callback: Check = must((value) => typeof value === 'function', 'a function')

/** Whether a value has these methods. */
export const hasMethods = (value: unknown, ...names: string[]): boolean =>
  names.every((name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function')

/** A check for an AbortSignal. */
export const abortSignal: Check = must(
  (value) => hasMethods(value, 'addEventListener', 'throwIfAborted'),
  'an AbortSignal, such as controller.signal',
)
