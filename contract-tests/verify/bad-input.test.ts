import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'

let emulator: Emulator
let base: string
let folder: string
const env = { BC_TOKEN: 'secret-token-of-the-test' }
const servers: Server[] = []

beforeAll(async () => {
  emulator = await startEmulator({ token: env.BC_TOKEN })
  base = emulator.baseUrls['v2.0']
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-bad-input-'))
})
afterAll(async () => {
  await emulator.close()
  for (const server of servers) server.close()
  await rm(folder, { recursive: true })
})

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Runs verify, and expects one sentence on stderr, no stack trace, no word of a violation, and no secret. */
async function complaint(args: string[], environment: Record<string, string> = env): Promise<[number | null, string]> {
  const { code, stdout, stderr } = await bcPictures(['verify', ...args], { env: environment, cwd: folder })
  const said = stderr.split('\n').filter((line) => line.startsWith('error: '))
  expect(said).toHaveLength(1)
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+:\d+/m)
  expect(stdout + stderr).not.toMatch(/violat/i)
  expect(stdout + stderr).not.toContain(env.BC_TOKEN)
  return [code, said[0] ?? '']
}

it('says which port nobody listens on', async () => {
  const gone = await startEmulator()
  await gone.close()
  const [code, said] = await complaint(['--base-url', gone.baseUrls['v2.0']])
  expect(code).toBe(3)
  expect(said).toContain(`Nothing listens on 127.0.0.1:${gone.port}`)
})

it('says which host is not known', async () => {
  const [code, said] = await complaint(['--base-url', 'https://no-such-host.invalid/BC/api/v2.0'])
  expect(code).toBe(3)
  expect(said).toContain('no-such-host.invalid')
})

it('says that the base URL is of another version than named', async () => {
  const [code, said] = await complaint(['--base-url', base, '--api-version', 'v1.0'])
  expect(code).toBe(2)
  expect(said).toContain('is for v2.0, but v1.0 was requested')
})

it('takes the version of the base URL when none is named', async () => {
  const { code, stdout } = await bcPictures(['verify', '--base-url', emulator.baseUrls.beta, '--json'], { env })
  expect(code).toBe(0)
  expect(JSON.parse(stdout).apiVersion).toBe('beta')
})

it('says that there is no API at a URL that answers 404', async () => {
  const [code, said] = await complaint(['--base-url', `${emulator.url}/a/b/c/d/e/api/v2.0`])
  expect(code).toBe(2)
  expect(said).toContain('There is no Business Central API at')
})

it.each([
  ['a sign-in page', 200],
  ['an error page', 403],
])('does not take %s for the API', async (_, status) => {
  const host = await serving((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>')
  })
  const [code, said] = await complaint(['--base-url', `http://${host}/BC/api/v2.0`])
  expect(code).toBe(3)
  expect(said).toMatch(/web page|refuses the credentials/)
})

it('does not follow a redirect to a sign-in page', async () => {
  const asked: (string | undefined)[] = []
  const elsewhere = await serving((request, response) => {
    asked.push(request.headers.authorization)
    response.end()
  })
  const host = await serving((_request, response) => {
    response.writeHead(302, { location: `http://${elsewhere}/login?token=x` }).end()
  })
  const [code, said] = await complaint(['--base-url', `http://${host}/BC/api/v2.0`])
  expect(code).toBe(3)
  expect(said).toContain('redirects to')
  expect(asked).toEqual([])
})

it('says that a certificate is not trusted, and what would help', async () => {
  await using selfSigned = await startEmulator({ https: true })
  const [code, said] = await complaint(['--base-url', selfSigned.baseUrls['v2.0']])
  expect(code).toBe(3)
  expect(said).toContain('NODE_EXTRA_CA_CERTS')
})

it('says after how long a server has not answered', async () => {
  const host = await serving(() => {})
  const [code, said] = await complaint(['--base-url', `http://${host}/BC/api/v2.0`, '--timeout', '0.3'])
  expect(code).toBe(3)
  expect(said).toContain('did not answer within 0.3 s')
})

it('says that credentials are missing, and that wrong ones are refused', async () => {
  const [missing, saidMissing] = await complaint(['--base-url', base], {})
  expect(missing).toBe(3)
  expect(saidMissing).toContain('BC_TOKEN')
  const [wrong, saidWrong] = await complaint(['--base-url', base], { BC_TOKEN: 'another' })
  expect(wrong).toBe(3)
  expect(saidWrong).toContain('refuses the credentials (401): check them')
})

it('says which companies there are when one is not', async () => {
  const [code, said] = await complaint(['--base-url', base, '--company', 'Nobody Ltd.'])
  expect(code).toBe(2)
  expect(said).toContain('There is no company "Nobody Ltd."; there are: "CRONUS International Ltd."')
})

it('asks for a company when there are several', async () => {
  await using two = await startBrokenServer(emulator.url, async (request, forward) => {
    const answer = await forward(request)
    if (!request.url.endsWith('/companies')) return answer
    const page = JSON.parse(answer.body.toString())
    page.value.push({ ...page.value[0], id: '11111111-2222-4333-8444-555555555555', name: 'Fabrikam' })
    return { ...answer, body: Buffer.from(JSON.stringify(page)) }
  })
  const [code, said] = await complaint(['--base-url', base.replace(emulator.url, two.url)])
  expect(code).toBe(2)
  expect(said).toContain(': choose one with --company: "CRONUS International Ltd.", "Fabrikam"')
})

it.each(['items:NOBODY', 'items:11111111-2222-4333-8444-555555555555', 'itemVariants:1908-S/NONE'])(
  'says that there is no %s, before anything is written',
  async (entity) => {
    const [code, said] = await complaint(['--base-url', base, '--write', '--entity', entity])
    expect(code).toBe(2)
    expect(said).toContain(`There is no ${entity}`)
  },
)

it('wants to know which entities to write to on any server but the emulator', async () => {
  await using disguised = await startBrokenServer(emulator.url, async (request, forward) =>
    request.url.startsWith('/_emulator') ? { status: 404, headers: {}, body: Buffer.alloc(0) } : forward(request),
  )
  const url = base.replace(emulator.url, disguised.url)
  const [code, said] = await complaint(['--base-url', url, '--write'])
  expect(code).toBe(2)
  expect(said).toContain('Writing needs --entity')
})

it.each([
  [['--entity', 'items'], 'PARENTS:NUMBER'],
  [['--parents', 'pets'], '"pets"'],
  [['--only', 'uploads'], '"uploads"'],
  [['--only', 'upload'], '--write'],
  [['--only', 'picture-by-key'], 'beta, v1.0'],
  [['--reporter', 'xml'], 'spec, junit, json, tap, github'],
  [['--timeout', 'soon'], 'number of seconds'],
  [['--timeout', '0'], 'more than 0'],
  [['--out', '/nowhere/at/all/file.json'], '/nowhere/at/all/file.json'],
  [['--write', '--save-to', '/dev/null/saved'], '--save-to'],
  // Node's recursive mkdir never ends there.
  [['--write', '--save-to', '/proc/no/saved'], '--save-to'],
])('says what is wrong with %j', async (args, part) => {
  const [code, said] = await complaint(['--base-url', base, ...args])
  expect(code).toBe(2)
  expect(said).toContain(part)
})

it.each([
  ['a file that is not there', undefined, 'ENOENT'],
  ['a web page', '<html><body>Sign in</body></html>', 'no service description'],
  ['half a document', '<edmx:Edmx><edmx:DataServices>', 'not well-formed'],
])('says that %s is no service description', async (name, content, part) => {
  const file = join(folder, `${name.replaceAll(' ', '-')}.xml`)
  if (content !== undefined) await writeFile(file, content)
  const [code, said] = await complaint(['--metadata-only', file])
  expect(code).toBe(2)
  expect(said).toContain(part)
})
