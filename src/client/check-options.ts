import { API_VERSIONS } from '../versions.ts'
import { abortSignal, type Checks, callback, checkOneOf, checkOptions, flag, text, wholeNumber } from './check.ts'
import { isLimits, LIMIT_CHECKS } from './limits.ts'
import type { CallOptions, PictureClientOptions, RetryOptions } from './options.ts'
import { checkAuth } from './sign-in/check-auth.ts'

const milliseconds = wholeNumber(1, true)
const fromZero = wholeNumber(0, true)

const RETRY: Checks<RetryOptions> = { limit: fromZero, delay: wholeNumber(0), maxDelay: fromZero, budget: fromZero }

const CLIENT: Checks<PictureClientOptions> = {
  // What is wrong with these takes sentences of their own.
  baseUrl() {},
  apiVersion() {},
  auth: checkAuth,
  company: text,
  scope: text,
  timeout: milliseconds,
  retry: (name, value) => checkOptions(name, value, RETRY),
  limits: (name, value) => isLimits(value) || checkOptions(name, value, LIMIT_CHECKS),
  maxResponseSize: milliseconds,
  allowHttp: flag,
  fetch: callback,
  log: callback,
  clock: (_, value) => {
    for (const name of ['now', 'sleep', 'random']) callback(`clock.${name}`, (value as Record<string, unknown>)?.[name])
  },
}

/** @throws TypeError that names the option, its value and what would fit. */
export function checkClientOptions(options: PictureClientOptions): void {
  checkOptions('createPictureClient()', options, CLIENT)
  checkOneOf('apiVersion', options.apiVersion, API_VERSIONS)
}

/** The checks of what every call takes. */
export const CALL_CHECKS: Checks<CallOptions> = { signal: abortSignal, timeout: milliseconds }
