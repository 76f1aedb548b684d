import { lines } from '../harmless.ts'
import { createRedactor } from '../redaction.ts'

/** The secrets that the environment gives to the command. */
export function secretsOf(env: Readonly<Record<string, string | undefined>> = process.env): string[] {
  const { BC_TOKEN, BC_CLIENT_SECRET, BC_USER, BC_ACCESS_KEY } = env
  const pair = BC_USER && BC_ACCESS_KEY ? `${BC_USER}:${BC_ACCESS_KEY}` : undefined
  return [BC_TOKEN, BC_CLIENT_SECRET, BC_ACCESS_KEY, pair]
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret !== '')
}

/** A message for stderr: without the secrets of the environment, and without anything that a terminal acts on. */
export function sayable(message: string): string {
  return lines(createRedactor(secretsOf()).redactOwn(message))
}
