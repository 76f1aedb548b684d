import { lines } from '../harmless.ts'
import { mapTexts } from '../map-texts.ts'
import { createRedactor, type Redactor } from '../redaction.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The secrets that the environment gives to the command. */
export function secretsOf(env: Environment = process.env): string[] {
  const { BC_TOKEN, BC_CLIENT_SECRET, BC_USER, BC_ACCESS_KEY } = env
  const pair = BC_USER && BC_ACCESS_KEY ? `${BC_USER}:${BC_ACCESS_KEY}` : undefined
  return [BC_TOKEN, BC_CLIENT_SECRET, BC_ACCESS_KEY, pair]
    .filter((secret) => secret !== undefined)
    .filter((secret) => secret !== '')
}

let known: Redactor | undefined

/** What this process knows to be secret: from the start, what its environment holds. A process runs one command. */
function redactor(): Redactor {
  known ??= createRedactor(secretsOf())
  return known
}

/** From now on, the secrets of these variables are in no output. */
export function learnSecrets(env: Environment): void {
  for (const secret of secretsOf(env)) redactor().add(secret)
}

/** From now on, the credentials of a request are in no output. */
export function learnAuthorization(headers: HeadersInit | undefined): void {
  const { authorization } = (headers ?? {}) as Record<string, string>
  if (authorization) redactor().addAuthorization(authorization)
}

/** A message for stderr: without secrets, and without anything that a terminal acts on. */
export function sayable(message: string): string {
  return lines(redactor().redactOwn(message))
}

/** What a server says, at any depth, without the secrets that it repeats. */
export function withoutSecrets<T>(value: T): T {
  return mapTexts(value, redactor().redact)
}

/** The same for what holds sentences of ours as well: a short secret may be one of our words. */
export function toldWithoutSecrets<T>(value: T): T {
  return mapTexts(value, redactor().redactOwn)
}
