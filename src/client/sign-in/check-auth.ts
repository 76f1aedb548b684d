import { type Check, hasMethods, hide, must, textLike } from '../check.ts'

/** A check for a token, which is never shown. One with a line break must not reach a header. */
export const token: Check = textLike(/^[!-~]+$/, 'one word, without "Bearer " before it', hide)

const credential = must(
  (value) => typeof value === 'function' || hasMethods(value, 'getToken'),
  'a token, a function, basic({ … }) or clientCredentials({ … })',
  hide,
)

/** A check for ways to sign in. */
export const checkAuth: Check = (name, value) => (typeof value === 'string' ? token : credential)(name, value)
