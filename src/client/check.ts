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

/** A value as a message shows it: text in quotes, and of what may hold a secret only the type. */
export const show = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : isObject(value) ? typeof value : `${String(value)}`

/**
 * Checks options against their table.
 *
 * @param what takes the options, as the caller calls it.
 * @throws TypeError for anything but an object, for an option that is unknown, and for a value that does not fit.
 */
export function checkOptions<Options>(what: string, options: unknown, checks: Checks<Options>): void {
  const names = () => Object.keys(checks).join(', ')
  if (!isObject(options)) fail(`${what} must be an object with ${names()}, not ${show(options)}.`)
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, name)) fail(`${what} has no option "${name}": use ${names()}.`)
    if (value !== undefined) checks[name as keyof Options](name, value)
  }
}

/** Makes a check. `form` says what is wanted. */
const must =
  (fits: (value: unknown) => boolean, form: string): Check =>
  (name, value) =>
    fits(value) || fail(`${name} must be ${form}, not ${show(value)}.`)

/** A check for whole numbers from `least` on. With `endless`, Infinity stands for no limit. */
export const wholeNumber = (least: number, endless?: boolean): Check =>
  must(
    (value) => (value as number) >= least && (Number.isInteger(value) || (!!endless && value === Infinity)),
    `a whole number of at least ${least}`,
  )

/** A check for text that is not empty. */
export const text: Check = must((value) => typeof value === 'string' && value !== '', 'text')

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

/** @throws TypeError for a value that is none of those that can be. */
export const checkOneOf = (name: string, value: unknown, all: readonly string[]): void => {
  if (!all.includes(value as string)) fail(`${name} ${show(value)} is unknown: use ${all.join(' or ')}.`)
}
