import { jsonText, lines } from '../../harmless.ts'
import { withoutSecrets } from '../secrets.ts'

/** Prints what a server says as JSON: without secrets that it repeats, and without anything that a terminal acts on. */
export function printJson(value: unknown, indent?: number): void {
  console.log(jsonText(JSON.stringify(withoutSecrets(value), null, indent)))
}

/** Prints what a server says as lines for people, in the same manner. */
export function printText(text: string): void {
  console.log(lines(withoutSecrets(text)))
}
