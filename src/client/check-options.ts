import {
  abortSignal,
  type Check,
  type Checks,
  callback,
  flag,
  oneOf,
  optionsWith,
  text,
  textLike,
  wholeNumber,
} from './check.ts'
import { checkClock } from './clock.ts'
import { checkLimits, isLimits } from './limits.ts'
import type { CallOptions, PictureClientOptions, RetryOptions } from './options.ts'
import { checkAuth } from './sign-in/check-auth.ts'
import { PROFILES } from './versions.ts'

const milliseconds = wholeNumber(1, true)
const fromZero = wholeNumber(0, true)

/** A check for {@link PictureClientOptions}. */
export const checkClient: Check = optionsWith<PictureClientOptions>(
  {
    // What is wrong with it takes sentences of their own.
    baseUrl() {},
    apiVersion: oneOf(Object.keys(PROFILES)),
    auth: checkAuth,
    // A company may have a blank for its name.
    company: textLike(/./, 'text'),
    scope: text,
    timeout: milliseconds,
    retry: optionsWith<RetryOptions>({ limit: fromZero, delay: wholeNumber(0), maxDelay: fromZero, budget: fromZero }),
    limits: (name, value) => isLimits(value) || checkLimits(name, value),
    maxResponseSize: milliseconds,
    allowHttp: flag,
    fetch: callback,
    log: callback,
    clock: checkClock,
  },
  'apiVersion',
)

/** The checks of what every call takes. */
export const CALL_CHECKS: Checks<CallOptions> = { signal: abortSignal, timeout: milliseconds }

/** A check for {@link CallOptions}. */
export const checkCall: Check = optionsWith<CallOptions>(CALL_CHECKS)
