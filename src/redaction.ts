/** Takes secrets out of texts. */
export interface Redactor {
  /** From now on, this is a secret, in every form in which a server may repeat it. */
  add(secret: string): void
  /** From now on, the credentials of an Authorization header are secrets; a basic one's key as well. */
  addAuthorization(header: string): void
  /** The text, with `[credentials]` in place of every secret. Cut a text only after this. */
  redact(text: string): string
  /** The same for a sentence of our own: a short secret that may be one of our words or numbers is left. */
  redactOwn(text: string): string
}

const SHOWN = '[credentials]'

/** A secret of fewer characters is found in every other word, so it is looked for as a word of its own. */
const SHORT = 6

/** A secret of fewer characters may be a word of our own sentences, if it is written like one. */
const OWN_WORD = 8
const WORD = /^(\p{Lu}?\p{Ll}+|\d+)$/u

/** Of a long secret, every piece of so many characters is taken out: whoever repeats it may cut it. */
const PIECE = 12
const LONG = 2 * PIECE

/** Makes a redactor. */
export function createRedactor(secrets: Iterable<string | undefined> = []): Redactor {
  const known = new Set<string>()
  const pieces = new Set<string>()
  let patterns: { all: RegExp; long: RegExp | undefined } | undefined

  const add = (secret: string) => {
    // A blank stands between all words, and nobody signs in with one.
    if (secret.trim() === '' || known.has(secret)) return
    for (const form of [secret, ...base64Of(secret)]) {
      known.add(form)
      if (form.length < LONG) continue
      for (let start = 0; start + PIECE <= form.length; start += 1) pieces.add(form.slice(start, start + PIECE))
    }
    patterns = undefined
  }
  for (const secret of secrets) if (secret) add(secret)

  const clean = (text: string, which: 'all' | 'long') => {
    if (known.size === 0) return text
    const long = [...known].filter((secret) => secret.length >= OWN_WORD || !WORD.test(secret))
    patterns ??= { all: patternOf([...known]), long: long.length > 0 ? patternOf(long) : undefined }
    const { [which]: pattern } = patterns
    return withoutPieces(pattern ? text.replace(pattern, SHOWN) : text, pieces)
  }

  return {
    add,
    addAuthorization(header) {
      const [scheme = '', credentials = ''] = header.split(/ (.*)/s)
      add(credentials)
      if (scheme.toLowerCase() !== 'basic') return
      const pair = Buffer.from(credentials, 'base64').toString('utf8')
      const [, key = ''] = pair.split(/:(.*)/s)
      for (const secret of [pair, key]) add(secret)
    },
    redact: (text) => clean(text, 'all'),
    redactOwn: (text) => clean(text, 'long'),
  }
}

function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')]
}

function patternOf(secrets: readonly string[]): RegExp {
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length)
  const parts = longestFirst.map((secret) => {
    const written = inAnyForm(secret)
    return secret.length < SHORT ? `(?<![\\p{L}\\p{N}])${written}(?![\\p{L}\\p{N}])` : written
  })
  return new RegExp(parts.join('|'), 'giu')
}

/** A pattern of a text as it may be written in JSON, twice over as well, in a URL, a form, in HTML and XML. */
function inAnyForm(secret: string): string {
  return secret
    .trim()
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\\+|[^a-z0-9]/giu, writtenAs)
}

function writtenAs(sign: string): string {
  // Backslashes double with each round of JSON; how often is bounded, for the sake of time.
  if (sign.startsWith('\\'))
    return `(?:${escaped('\\')}{${sign.length},${4 * sign.length}}|${coded('\\')}{${sign.length}})`
  const named = NAMED[sign]
  return `(?:\\\\{0,3}${escaped(sign)}|${coded(sign)}${named === undefined ? '' : `|${named}`})`
}

/** Signs with a short form of their own, in JSON or HTML; a blank in a form. */
const NAMED: Readonly<Record<string, string>> = {
  '"': '&quot;',
  "'": '&apos;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  ' ': '\\+',
  '\n': '\\\\{1,3}n',
  '\r': '\\\\{1,3}r',
  '\t': '\\\\{1,3}t',
}

/** A sign by its number: for JSON, URLs, HTML. */
function coded(sign: string): string {
  const json = Array.from({ length: sign.length }, (_, index) => hex(sign.charCodeAt(index), 4))
  const bytes = [...new TextEncoder().encode(sign)]
  const point = sign.codePointAt(0) ?? 0
  return `(?:${json.map((code) => `\\\\{1,3}u${code}`).join('')}|${bytes.map((byte) => `%${hex(byte, 2)}`).join('')}|&#0{0,4}(?:${point}|x${hex(point, 1)});)`
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, '0')
}

function escaped(sign: string): string {
  return sign.replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&')
}

/** Takes out every run of characters that is covered by pieces; linear in the text. */
function withoutPieces(text: string, pieces: ReadonlySet<string>): string {
  if (pieces.size === 0) return text
  let clean = ''
  let kept = 0
  for (let at = 0; at + PIECE <= text.length; at += 1) {
    if (!pieces.has(text.slice(at, at + PIECE))) continue
    let end = at + PIECE
    while (end < text.length && pieces.has(text.slice(end + 1 - PIECE, end + 1))) end += 1
    clean += text.slice(kept, at) + SHOWN
    kept = end
    at = end - 1
  }
  return clean + text.slice(kept)
}

/** Cleans the messages of an error and of its causes in place: it may leave the process through a log. */
export function redactError(error: unknown, redact: (text: string) => string): unknown {
  let current = error
  for (let depth = 0; depth < 10 && current instanceof Error; depth += 1) {
    const { message, stack } = current
    if (redact(message) !== message) {
      current.message = redact(message)
      if (stack !== undefined) current.stack = redact(stack)
    }
    current = current.cause
  }
  return error
}
