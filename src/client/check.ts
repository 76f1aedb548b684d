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

/** The name of an object's class. */
const kindOf = (value: object): string => value.constructor?.name ?? 'Object'

/** A value as a message shows it: text in quotes, and of what may hold a secret only the kind. */
export const show = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value.slice(0, 60))
    : isObject(value)
      ? kindOf(value) || 'an object'
      : String(value)

/** Shows no text and no number, since they may be a secret. */
export const hide = (value: unknown): string =>
  typeof value === 'string' ? '"…"' : typeof value === 'number' ? 'a number' : show(value)

/** Makes a check. `form` says what is wanted, `shown` what came instead. */
export const must =
  (fits: (value: unknown) => unknown, form: string, shown = show): Check =>
  (name, value) => {
    if (fits(value)) return
    fail(
      `${name} must be ${form}, ${value === '' ? 'but it is empty: is a variable not set?' : `not ${shown(value)}.`}`,
    )
  }

/** A check for one of several texts. */
export const oneOf = (all: readonly string[]): Check =>
  must((value) => all.includes(value as string), `one of ${all.join(', ')}`)

/** Whether a value may hold options. Of a list, a Map or a promise, none would be read. */
const mayHoldOptions = (value: unknown): boolean =>
  isObject(value) &&
  !Array.isArray(value) &&
  // Without keys, it is an empty object, or keeps what it holds elsewhere.
  (!!Object.keys(value)[0] || kindOf(value) === 'Object')

/**
 * A check for an object of options, by a table of the checks for each. It fails for anything but an object, for an option
 * that is unknown, for a value that does not fit, and for one that is required and missing.
 */
export function optionsWith<Options>(checks: Checks<Options>, ...required: (keyof Options & string)[]): Check {
  const names = Object.keys(checks).join(', ')
  const checkForm = must(mayHoldOptions, `an object with ${names}`)
  return (what, options) => {
    checkForm(what, options)
    for (const [name, value] of Object.entries(options as object)) {
      if (!Object.hasOwn(checks, name)) fail(`${what} has no option "${name}": use ${names}.`)
      if (value !== undefined) checks[name as keyof Options](name, value)
    }
    for (const name of required) checks[name](name, (options as Options)[name])
  }
}

/** A check for whole numbers from `least` on. With `endless`, Infinity stands for no limit. */
export const wholeNumber = (least: number, endless?: boolean): Check =>
  must(
    (value) => (value as number) >= least && (Number.isSafeInteger(value) || (endless && value === Infinity)),
    `a whole number of at least ${least}`,
  )

/** A check for text of a form. */
export const textLike = (pattern: RegExp, form: string, shown = show): Check =>
  must((value) => typeof value === 'string' && pattern.test(value), form, shown)

/** A check for text that is not blank. */
export const text: Check = textLike(/\S/, 'text')

/** A check for text that is not blank and is never shown. */
export const secret: Check = textLike(/\S/, 'text', hide)

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
