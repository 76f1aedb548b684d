import { describe, expect, it } from 'vitest'
import { createRedactor, redactError } from '../../redaction.ts'
import { describeAnswer, describeRequest, type Exchange } from '../exchange/exchange.ts'

const JWT = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${'Zm9vYmFyYmF6'.repeat(90)}.c2lnbmF0dXJl`

const forms: [string, (secret: string) => string][] = [
  ['as it is', (secret) => secret],
  ['in JSON', (secret) => JSON.stringify({ seen: secret })],
  ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ seen: secret }))],
  ['in JSON with every odd character escaped', (secret) => secret.replace(/[^a-z0-9]/gi, unicode)],
  ['in a URL', (secret) => `https://host/?token=${encodeURIComponent(secret)}&x=1`],
  ['in a URL in small letters', (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
  ['in a form', (secret) => new URLSearchParams({ secret }).toString()],
  ['in HTML', (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')],
  ['in base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in base64url', (secret) => Buffer.from(secret).toString('base64url')],
]

function unicode(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

describe.each([
  ['with quotes', 'pa"ss\'word "quoted"'],
  ['with backslashes', 'C:\\keys\\new\\t'],
  ['with signs of URLs', 'a+b/c=d&e?f#g%41'],
  ['with blanks', 'two words and more'],
  ['beyond ASCII', 'größe-ключ-鍵'],
  ['of a thousand characters', JWT],
  ['with signs of patterns', '(.*)[^$]{2}|\\d'],
])('a secret %s', (_, secret) => {
  it.each(forms)('is taken out where it stands %s', (_form, write) => {
    const clean = createRedactor([secret]).redact(`before ${write(secret)} after`)
    expect(clean).toMatch(/^before .*\[credentials\].* after$/)
    expect(clean).not.toContain(secret)
    expect(clean).not.toContain(write(secret))
  })
})

it.each([600, 120, 40, 13])('takes out what is left of a long token that was cut after %i characters', (length) => {
  const clean = createRedactor([JWT]).redact(`seen: ${JWT.slice(0, length)}…`)
  expect(clean).toBe('seen: [credentials]…')
})

it('takes out the middle of a long token', () => {
  expect(createRedactor([JWT]).redact(`x${JWT.slice(300, 400)}y`)).toBe('x[credentials]y')
})

it.each(['abc', 'x', 'p"q', '12'])('takes out the short secret %j where it is a word of its own', (secret) => {
  const redactor = createRedactor([secret])
  expect(redactor.redact(`seen "${secret}", Bearer ${secret}`)).toBe('seen "[credentials]", Bearer [credentials]')
  // What only contains it stays readable.
  expect(redactor.redact(`a${secret}a`)).toBe(`a${secret}a`)
})

it('leaves our own sentences readable where a short secret is one of their words', () => {
  const redactor = createRedactor(['any', 'a-token-of-some-length'])
  expect(redactor.redactOwn('this emulator takes any bearer token')).toBe('this emulator takes any bearer token')
  expect(redactor.redactOwn('seen: a-token-of-some-length')).toBe('seen: [credentials]')
  expect(createRedactor(['any']).redactOwn('takes any token')).toBe('takes any token')
})

it('knows the key of basic credentials, the pair and its base64', () => {
  const redactor = createRedactor()
  const pair = Buffer.from('jo:web service"key').toString('base64')
  redactor.addAuthorization(`Basic ${pair}`)
  const text = `${pair} | jo:web service"key | web service"key | ${Buffer.from('web service"key').toString('base64')}`
  expect(redactor.redact(text)).toBe('[credentials] | [credentials] | [credentials] | [credentials]')
})

it('leaves texts alone where there is no secret', () => {
  const redactor = createRedactor(['a-secret-of-some-length', undefined, ''])
  const text = 'GET /companies(29a080a9-8dde-4d41-bc50-b9aac6b1ee1b)/items answers 200'
  expect(redactor.redact(text)).toBe(text)
})

it('takes time in proportion to the text', () => {
  const redactor = createRedactor([JWT, 'pa"ss'])
  const seconds = (length: number) => {
    const text = JWT.slice(5, 16).repeat(length / 11)
    const from = performance.now()
    redactor.redact(text)
    return performance.now() - from
  }
  seconds(100_000)
  expect(seconds(800_000)).toBeLessThan(8 * 10 * Math.max(seconds(100_000), 1))
})

it('cleans an error with its causes', () => {
  const cause = new Error('Bearer abcdef123 is an invalid header value.')
  const error = new Error('No answer: abcdef123', { cause })
  redactError(error, createRedactor(['abcdef123']).redact)
  expect(`${error.stack} ${cause.stack} ${error.message}`).not.toContain('abcdef123')
})

// What was cut before it was looked for stayed for the most part.
it.each(Array.from({ length: 20 }, (_, index) => 585 + index))(
  'takes out what stands where a text is cut, after %i characters',
  (length) => {
    const secret = 'pa"ss word of 20 ch.'
    const { redact } = createRedactor([secret])
    const text = `${'-'.repeat(length)}${secret}`
    const exchange = {
      ...{ method: 'GET', path: text, url: '', requestHeaders: {}, requestBody: undefined, signIn: 'signed in' },
      ...{ status: 400, headers: new Headers({ 'content-type': 'text/plain' }), body: Buffer.from(text) },
      ...{ broken: undefined, json: undefined },
    } satisfies Exchange
    const shown = [...describeAnswer(exchange, redact), ...describeRequest(exchange, redact)].join('\n')
    expect(shown).not.toContain('pa')
  },
)
