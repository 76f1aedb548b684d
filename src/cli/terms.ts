/*
 * The rooms of the library tell in their messages what a program passes: `anyFormat: true`, `auth`, `delete()`. Somebody
 * at a command line has flags, variables and commands instead. Every message passes through here on its way out of a
 * command, so that no room has to know who reads it.
 */

/** Options of the library's functions that a command has as well, by the name that they have there. */
const OPTIONS: Readonly<Record<string, string>> = {
  ...flagsOf('full', 'delete', 'maxDelete', 'filter', 'force', 'concurrency'),
  ...flagsOf(
    'dryRun',
    'onlyFailed',
    'limit',
    'map',
    'by',
    'maxSize',
    'require',
    'anyFormat',
    'fit',
    'format',
    'quality',
  ),
  ...flagsOf(
    'allowHttp',
    'port',
    'host',
    'auth',
    'token',
    'tokenSeconds',
    'https',
    'tlsCert',
    'tlsKey',
    'data',
    'limits',
  ),
  ...flagsOf('company', 'write', 'saveTo'),
  entities: '--entity',
  verify: '--no-verify',
  allowHosts: '--allow-host',
  faults: '--fault',
  quirks: '--quirk',
  maxBodyBytes: 'The limit bodyBytes',
  run: '--undo',
  folder: 'the argument <dir>',
  from: 'the argument <dir|zip>',
  parents: 'the list of entity sets',
}

/** What the library advises, and what to do at the command line instead. */
const ADVICE: Readonly<Record<string, string>> = {
  'No credentials were given: pass auth.':
    'No credentials were given: set BC_TOKEN, or BC_CLIENT_ID and BC_CLIENT_SECRET, or BC_USER and BC_ACCESS_KEY.',
  'Pass a fresh token, or a function.':
    'Check the credentials in the environment: a token in BC_TOKEN may have expired.',
  'CHECKS names them': '--list names them',
  'the token of auth': 'the token that the token endpoint gave',
  'its tokenType': 'its token_type',
  'tokenUrl "': 'BC_TOKEN_URL "',
  'pass auth: basic({ … })': 'set BC_USER and BC_ACCESS_KEY',
  'check baseUrl': 'check --base-url',
  'check address and network': 'check --base-url and the network',
  'several companies: pass company: ': 'several companies: use --company with ',
  ': pass a larger maxResponseSize.': ', more than Business Central sends: check --base-url.',
  'pass one with bytes, or use delete()': 'choose another file, or remove the picture with bc-pictures rm',
  'pass PNG or JPEG, or anyFormat: true': 'choose a PNG or JPEG, or add --any-format',
  'look at the picture with download(), and try again with a new etag':
    'look at the picture with bc-pictures get, and run the command again',
  'an etag of info(), quotes included, or "*"': 'an etag, which the server sent',
}

function flagsOf(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`]),
  )
}

/** The forms in which messages name options: `The option filter`, `force: true`, `by: 'gtin'`, and `maxDelete` alone. */
const NAMED = {
  spelled: /\b([Tt])he option (\w+)/g,
  true: /\b(\w+): true\b/g,
  false: /\bverify: false\b/g,
  valued: /\b(\w+): '(\w+)'/g,
  alone: /(?:\bThe )?\b([a-z]+[A-Z]\w*)\b/g,
}

/** A message of the library, for somebody at the command line. */
export function inCommandTerms(message: string): string {
  let text = message.replace(/^company (?=")/, 'The company ')
  for (const [library, command] of Object.entries(ADVICE)) text = text.replaceAll(library, command)
  return text
    .replace(NAMED.spelled, (as, the: string, name: string) => {
      const option = OPTIONS[name]
      return option?.startsWith('the ') ? `${the}${option.slice(1)}` : (option ?? as)
    })
    .replace(NAMED.true, (as, name: string) => OPTIONS[name] ?? as)
    .replace(NAMED.false, '--no-verify')
    .replace(NAMED.valued, (as, name: string, value: string) => (OPTIONS[name] ? `${OPTIONS[name]} ${value}` : as))
    .replace(NAMED.alone, (as, name: string) => OPTIONS[name] ?? as)
}
