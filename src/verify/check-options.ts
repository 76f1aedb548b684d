import {
  type Check,
  type Checks,
  checkOptions,
  OptionError,
  refusedAs,
  requireFlag,
  requireFunction,
  requireOneOf,
  requireSignal,
  requireText,
  requireTexts,
  requireWhole,
  shown,
} from '../option-checks.ts'
import { API_VERSIONS } from '../versions.ts'
import type { VerifyOptions } from './options.ts'
import { VerifyUsageError } from './problems.ts'
import type { EntityName, Target } from './target.ts'

/** A URL may hold a user, a password or a query: of a wrong one, nothing is shown. */
const baseUrl: Check = (name, value) => {
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new OptionError(`The option ${name} must be a URL such as https://host:7048/BC/api/v2.0.`)
  }
  if (url.username || url.password) {
    throw new OptionError(`The option ${name} holds a user name or a password: give them by authorization.`)
  }
}

const TARGET: Checks<Target> = {
  baseUrl,
  apiVersion: (name, value) => requireOneOf(`option ${name}`, value, API_VERSIONS),
  company: (name, value) => requireText(`option ${name}`, value),
  authorization: (name, value) => {
    // What is passed instead may be the credentials themselves.
    if (typeof value === 'function') return
    throw new OptionError(
      `The option ${name} must be a function that gives the Authorization header, not ${typeof value}.`,
    )
  },
  secrets: (name, value) => {
    // They are not shown.
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return
    throw new OptionError(`The option ${name} must be a list of strings.`)
  },
}

const ENTITY: Checks<EntityName> = { parent: filled, key: filled }

function filled(name: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return
  throw new OptionError(
    `The ${name} of an entity must be a text, such as in { parent: 'items', key: '1896-S' }, not ${shown(value)}.`,
  )
}

const texts =
  (example: string): Check =>
  (name, value) => {
    requireTexts(name, value, example)
    if (value.length === 0)
      throw new OptionError(`The option ${name} is an empty list: name one, or leave it out for all.`)
  }

const positive: Check = (name, value) => {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return
  throw new OptionError(`The option ${name} must be a number above 0, not ${shown(value)}.`)
}

const VERIFY: Checks<VerifyOptions> = {
  target: (name, value) => checkOptions(`The option ${name}`, value, TARGET, ['baseUrl', 'apiVersion']),
  write: requireFlag,
  entities: (name, value) => {
    if (!Array.isArray(value)) {
      throw new OptionError(
        `The option ${name} must be a list such as [{ parent: 'items', key: '1896-S' }], not ${shown(value)}.`,
      )
    }
    for (const entity of value) checkOptions('An entity', entity, ENTITY, ['parent', 'key'])
  },
  parents: texts('items'),
  only: texts('companies'),
  saveTo: (name, value) => requireText(`option ${name}`, value),
  timeoutMs: positive,
  maxResponseBytes: (name, value) => requireWhole(`option ${name}`, value, 1),
  restoreForMs: (name, value) => requireWhole(`option ${name}`, value, 0),
  signal: requireSignal,
  giveUp: requireSignal,
  acceptLoss: requireFunction,
  bail: requireFlag,
  onResult: requireFunction,
  onNote: requireFunction,
}

/**
 * Checks what `verify` is called with, before any request. Nothing of it that may be secret is shown.
 * @throws VerifyUsageError that names the option, its value and what would do
 */
export function checkVerifyOptions(options: unknown): asserts options is VerifyOptions {
  refusedAs(VerifyUsageError, () => checkOptions('verify', options, VERIFY, ['target']))
}

/** @throws VerifyUsageError for a document that is no text, and for an unknown version */
export function checkDocument(xml: unknown, apiVersion: unknown): void {
  refusedAs(VerifyUsageError, () => {
    if (typeof xml !== 'string') throw new OptionError(`The $metadata document must be a string, not ${shown(xml)}.`)
    requireOneOf('API version', apiVersion, API_VERSIONS)
  })
}
