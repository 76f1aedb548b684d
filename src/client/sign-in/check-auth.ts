import { fail, hasMethods, show } from '../check.ts'

/** What is wrong with a token, without showing it: one with a line break must not reach a header. Empty if nothing is. */
export function wrongToken(token: unknown): string {
  if (typeof token !== 'string' || !token) return `is ${show(token)}`
  return /^[!-~]+$/.test(token) ? '' : 'must be one word, without "Bearer " before it'
}

/** @throws TypeError for what is no way to sign in. Never shows a token or a key. */
export function checkAuth(name: string, auth: unknown): void {
  const wrong = typeof auth === 'string' && wrongToken(auth)
  if (wrong) fail(`${name} ${wrong}: pass the token alone.`)
  if (typeof auth === 'string' || typeof auth === 'function' || hasMethods(auth, 'getToken')) return
  fail(
    `${name} must be a token, a function, or a credential: basic({ … }), clientCredentials({ … }); not ${show(auth)}.`,
  )
}
