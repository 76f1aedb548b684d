import { API_VERSIONS } from '../versions.ts'
import {
  abortSignal,
  type Checks,
  callback,
  flag,
  hasMethods,
  must,
  oneOf,
  optionsWith,
  text,
  wholeNumber,
} from './check.ts'
import { checkLimits, isLimits } from './limits.ts'
import type { CallOptions, PictureClientOptions, RetryOptions } from './options.ts'
import { checkAuth } from './sign-in/check-auth.ts'

const milliseconds = wholeNumber(1, true)
const fromZero = wholeNumber(0, true)

const checkOptions = optionsWith<PictureClientOptions>({
  // What is wrong with these takes sentences of their own.
  baseUrl() {},
  apiVersion() {},
  auth: checkAuth,
  company: text,
  scope: text,
  timeout: milliseconds,
  retry: optionsWith<RetryOptions>({ limit: fromZero, delay: wholeNumber(0), maxDelay: fromZero, budget: fromZero }),
  limits: (name, value) => isLimits(value) || checkLimits(name, value),
  maxResponseSize: milliseconds,
  allowHttp: flag,
  fetch: callback,
  log: callback,
  clock: must((value) => hasMethods(value, 'now', 'sleep', 'random'), 'an object with now(), sleep() and random()'),
})

const checkVersion = oneOf(API_VERSIONS)

/** @throws TypeError that names the option, its value and what would fit. */
export function checkClientOptions(options: PictureClientOptions): void {
  checkOptions('createPictureClient()', options)
  checkVersion('apiVersion', options.apiVersion)
}

/** The checks of what every call takes. */
export const CALL_CHECKS: Checks<CallOptions> = { signal: abortSignal, timeout: milliseconds }

/** A check for {@link CallOptions}. */
export const checkCall = optionsWith<CallOptions>(CALL_CHECKS)
