import { oneLine } from '../../harmless.ts'
import { nearest, shown } from '../../option-checks.ts'
import { compileGlob } from './glob.ts'

/** What a fault does to a request. */
export type FaultEffect =
  /** Answers instead of the API. `retryAfter`: seconds; `asDate`: sent as the date that is so many seconds ahead. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: { seconds: number; asDate: boolean } }
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'stale-etag' | 'expired-token' | 'no-permission' }
  | { readonly kind: 'delay'; readonly ms: number }
  /** The change is acknowledged and dated at once, and to be seen only so much later. */
  | { readonly kind: 'commit-late'; readonly ms: number }
  /** Cuts the connection after so many bytes of the body. */
  | { readonly kind: 'drop'; readonly side: Side; readonly after: number }
  /** Sends the beginning of the body as though it were the whole. `bytes` undefined: half of it. */
  | { readonly kind: 'truncate'; readonly bytes: number | undefined }
  /** Inverts one byte of the body, counted from 0. */
  | { readonly kind: 'corrupt'; readonly side: Side; readonly at: number }

const instead: ReadonlySet<string> = new Set(['status', 'html', 'stale-etag', 'expired-token', 'no-permission'])

/** Whether a fault is the whole answer, so that nothing else can happen to the request. */
export function isAnswer({ kind }: FaultEffect): boolean {
  return instead.has(kind)
}

/** Whether a fault meets the body that comes in or the one that goes out. */
export type Side = 'request' | 'response'

/** A parsed fault rule. */
export interface FaultRule {
  readonly text: string
  /** In upper case; `*` for any. */
  readonly method: string
  /** Holds a decoded path, without the query, against the rule's glob. */
  readonly matchesPath: (path: string) => boolean
  readonly effect: FaultEffect
  /** How often it happens at most. */
  readonly times: number
  /** How likely it happens to a request that it matches. */
  readonly probability: number
  readonly seed: number
  /** In seconds: it happens only to requests for an entity whose picture was changed less long ago. undefined: to all. */
  readonly afterWrite: number | undefined
}

/** A rule that does not parse, or can never happen. The message is one sentence that names the rule and the part that is wrong. */
export class FaultRuleError extends Error {
  override readonly name = 'FaultRuleError'
}

type Values = ReadonlyMap<string, string>

interface Action {
  readonly keys: readonly string[]
  readonly effect: (values: Values) => FaultEffect
}

const actions: Readonly<Record<string, Action>> = {
  'stale-etag': { keys: [], effect: () => ({ kind: 'stale-etag' }) },
  'expired-token': { keys: [], effect: () => ({ kind: 'expired-token' }) },
  'no-permission': { keys: [], effect: () => ({ kind: 'no-permission' }) },
  html: { keys: ['status'], effect: (v) => ({ kind: 'html', status: number(v, 'status', 502, 400, 599) }) },
  delay: { keys: ['ms'], effect: (v) => ({ kind: 'delay', ms: number(v, 'ms', undefined, 1, 3_600_000) }) },
  'commit-late': {
    keys: ['ms'],
    effect: (v) => ({ kind: 'commit-late', ms: number(v, 'ms', undefined, 1, 3_600_000) }),
  },
  drop: { keys: ['after', 'on'], effect: (v) => ({ kind: 'drop', side: side(v), after: number(v, 'after', 0) }) },
  truncate: {
    keys: ['bytes'],
    effect: (v) => ({ kind: 'truncate', bytes: v.has('bytes') ? number(v, 'bytes') : undefined }),
  },
  corrupt: { keys: ['at', 'on'], effect: (v) => ({ kind: 'corrupt', side: side(v), at: number(v, 'at', 0) }) },
}

const commonKeys = ['times', 'probability', 'seed', 'after-write']

const maxRuleLength = 1000

/**
 * Reads a rule: `METHOD GLOB ACTION[ key=value]…` (docs/emulator.md, "Faults").
 * @throws FaultRuleError
 */
export function parseFaultRule(text: string): FaultRule {
  try {
    if (typeof text !== 'string') throw new Error('it must be a string, such as PATCH ** 429')
    if (text.length > maxRuleLength) throw new Error(`it is longer than ${maxRuleLength} characters`)
    const [method = '', glob = '', name = '', ...pairs] = text.trim().split(/\s+/)
    if (name === '') throw new Error('it needs a method, a path and an action, such as GET ** 500')
    const action = findAction(name)
    const values = readPairs(pairs, [...action.keys, ...commonKeys])
    return {
      text: text.trim(),
      method: readMethod(method),
      matchesPath: compileGlob(glob),
      effect: requireEffect(method.toUpperCase(), action.effect(values)),
      times: values.has('times') ? number(values, 'times', undefined, 1) : Number.POSITIVE_INFINITY,
      probability: probability(values.get('probability')),
      seed: number(values, 'seed', 1),
      afterWrite: values.has('after-write') ? number(values, 'after-write', undefined, 1, 3600) : undefined,
    }
  } catch (cause) {
    throw new FaultRuleError(`The fault rule ${shownRule(text)} does not work: ${(cause as Error).message}.`, { cause })
  }
}

/** The methods that requests to the API come with. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function readMethod(text: string): string {
  const method = text.toUpperCase()
  if (text === '*' || methods.includes(method)) return method
  const guess = nearest(text, methods)
  const hint = guess === undefined ? '' : `did you mean ${guess}? `
  throw new Error(`'${text}' is not a method; ${hint}use * or one of ${methods.join(', ')}`)
}

/** Requests of these methods have no body, and change nothing. */
const readers: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** @throws Error for an effect that a request of this method cannot meet */
function requireEffect(method: string, effect: FaultEffect): FaultEffect {
  const { kind } = effect
  const side = 'side' in effect ? effect.side : undefined
  if (side === 'request' && (readers.has(method) || method === 'DELETE')) {
    throw new Error(`a ${method} has no body, so on=request changes nothing; use PATCH`)
  }
  if (kind === 'commit-late' && readers.has(method)) {
    throw new Error(`a ${method} changes nothing, so it cannot be committed late; use PATCH or DELETE`)
  }
  const onBody =
    kind === 'truncate' || (side === 'response' && (kind === 'corrupt' || (kind === 'drop' && effect.after > 0)))
  if (onBody && method === 'HEAD') {
    throw new Error('the response to HEAD has no body, so this changes nothing; use GET')
  }
  return effect
}

function shownRule(rule: unknown): string {
  return typeof rule === 'string' ? `'${oneLine(rule.slice(0, 200))}'` : shown(rule)
}

function findAction(name: string): Action {
  if (/^[45]\d\d$/.test(name)) return { keys: ['retry-after'], effect: (v) => statusEffect(Number(name), v) }
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (action === undefined) {
    const guess = nearest(name, Object.keys(actions))
    const hint = guess === undefined ? '' : `did you mean ${guess}? `
    throw new Error(
      `'${name}' is not an action; ${hint}use a status from 400 to 599, ${Object.keys(actions).join(', ')}`,
    )
  }
  return action
}

function statusEffect(status: number, values: Values): FaultEffect {
  const text = values.get('retry-after')
  if (text === undefined) return { kind: 'status', status }
  const [, date, seconds] = /^(date:)?(\d{1,6})$/.exec(text) ?? []
  if (seconds === undefined) throw new Error(`retry-after=${text} is neither SECONDS nor date:SECONDS`)
  return { kind: 'status', status, retryAfter: { seconds: Number(seconds), asDate: date !== undefined } }
}

function readPairs(pairs: readonly string[], known: readonly string[]): Values {
  const values = new Map<string, string>()
  for (const pair of pairs) {
    const [, key, value] = /^([a-z-]+)=(.+)$/.exec(pair) ?? []
    if (key === undefined || value === undefined) throw new Error(`'${pair}' is not of the form key=value`)
    if (!known.includes(key)) throw new Error(`'${key}' does not go with this action; use ${known.join(', ')}`)
    if (values.has(key)) throw new Error(`'${key}' is given twice`)
    values.set(key, value)
  }
  return values
}

function number(values: Values, key: string, fallback?: number, min = 0, max = Number.MAX_SAFE_INTEGER): number {
  const text = values.get(key)
  if (text === undefined && fallback !== undefined) return fallback
  if (text === undefined) throw new Error(`${key}=… is missing`)
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    const range = max < Number.MAX_SAFE_INTEGER ? ` from ${min} to ${max}` : min > 0 ? ` of at least ${min}` : ''
    throw new Error(`${key}=${text} is not a whole number${range}`)
  }
  return value
}

function probability(text: string | undefined): number {
  const value = Number(text ?? 1)
  if (!(value > 0 && value <= 1)) throw new Error(`probability=${text} is not a number above 0 and up to 1`)
  return value
}

function side(values: Values): Side {
  const text = values.get('on') ?? 'response'
  if (text !== 'request' && text !== 'response') throw new Error(`on=${text} is neither request nor response`)
  return text
}
