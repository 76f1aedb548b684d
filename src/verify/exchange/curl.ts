import type { Exchange } from './exchange.ts'

/**
 * The command that sends a read again, with its credentials left out. Undefined for a write: to repeat one is for the
 * reader to decide.
 */
export function curlOf({ method, url, requestHeaders, signIn }: Exchange): string | undefined {
  if (method !== 'GET') return undefined
  const headers = Object.entries(requestHeaders).map(([name, value]) => `${name}: ${value}`)
  if (signIn !== 'no credentials') headers.unshift('Authorization: …')
  return ['curl -i', ...headers.map((header) => `-H ${shellWord(header)}`), shellWord(url)].join(' ')
}

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
