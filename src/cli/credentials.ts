import { readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { ConnectionError } from './connection.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The variables that a credentials file may hold. */
const NAMES: ReadonlySet<string> = new Set([
  'BC_TOKEN',
  'BC_CLIENT_ID',
  'BC_CLIENT_SECRET',
  'BC_TENANT_ID',
  'BC_TOKEN_URL',
  'BC_USER',
  'BC_ACCESS_KEY',
  'BC_BASE_URL',
  'BC_ENVIRONMENT',
  'BC_API_VERSION',
  'BC_COMPANY',
])

/**
 * The environment, with what a credentials file adds. What the environment has already wins. The file has the form of
 * `.env` files, and only its owner may be able to read it.
 * @throws ConnectionError when the file cannot be read, is open to others, or holds something else
 */
export function withCredentials(file: string | undefined, env: Environment = process.env): Environment {
  const path = file || env.BC_CREDENTIALS
  if (!path) return env
  // Editors of Windows begin a file with this mark.
  const text = readPrivate(path).replace(/^\ufeff/, '')
  requireLines(path, text)
  const found = parseEnv(text)
  const strange = Object.keys(found).find((name) => !NAMES.has(name))
  if (strange !== undefined) {
    throw new ConnectionError(`${path} sets ${shownName(strange)}: a credentials file holds ${[...NAMES].join(', ')}.`)
  }
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value))
  return { ...found, ...set }
}

/** A token that ends in = and stands alone in its line looks like a name, too. */
const shownName = (name: string): string => (/^[A-Z]+(_[A-Z]+)+$/.test(name) ? `"${name}"` : 'something else')

/** A line of a `.env` file: empty, a comment, or NAME=value. */
const LINE = /^\s*(#|$|(export\s+)?[\w.-]+\s*=)/

/**
 * `parseEnv` leaves out what it cannot read, and a token would be missing without a word. Lines within quotes may hold
 * anything.
 * @throws ConnectionError that names the line by its number: its content may be a secret
 */
function requireLines(path: string, text: string): void {
  let quote = ''
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (quote !== '') {
      if (line.includes(quote)) quote = ''
      continue
    }
    if (!LINE.test(line)) {
      throw new ConnectionError(
        `Line ${index + 1} of ${path} is not of the form NAME=value: write one, such as BC_TOKEN=….`,
      )
    }
    const [, opened = '', rest = ''] = /=\s*(["'`])(.*)$/.exec(line) ?? []
    if (opened !== '' && !rest.includes(opened)) quote = opened
  }
  if (quote !== '')
    throw new ConnectionError(`${path} opens a quote (${quote}) and does not close it: add the other one.`)
}

function readPrivate(path: string): string {
  try {
    const found = statSync(path)
    if (!found.isFile()) throw new ConnectionError(`${path} is not a file: name a credentials file, or leave it out.`)
    const { mode } = found
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8)
      throw new ConnectionError(`${path} can be read by others (mode ${shown}): run chmod 600 on it.`)
    }
    return readFileSync(path, 'utf8')
  } catch (cause) {
    if (cause instanceof ConnectionError) throw cause
    throw new ConnectionError(
      `The credentials file ${path} cannot be read (${(cause as NodeJS.ErrnoException).code}): check --credentials and BC_CREDENTIALS.`,
      {
        cause,
      },
    )
  }
}
