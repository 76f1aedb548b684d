/**
 * A sentence that ends in a text from elsewhere, such as a name or what a server or a system says: with one full stop at
 * its end, whether that text has brought one along or not.
 */
export function sentence(text: string): string {
  const told = text.trimEnd()
  return /[.!?…]["')\]]?$/.test(told) ? told : `${told}.`
}
