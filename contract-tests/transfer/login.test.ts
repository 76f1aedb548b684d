import { describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'

const jwt = (claims: object) =>
  ['{"alg":"none"}', JSON.stringify(claims), 'signature-of-the-token']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

async function check(auth: 'bearer' | 'basic', env: Readonly<Record<string, string>>, more = {}) {
  await using emulator = await startEmulator({ auth, ...more })
  const url = { BC_BASE_URL: emulator.baseUrls['v2.0'] }
  const ended = await bcPictures(['login', '--check', '--json'], { env: { ...url, ...env } })
  return { ...ended, said: ended.code === 0 ? JSON.parse(ended.stdout) : ended.stderr }
}

describe('login --check', () => {
  it('names the application, tenant, roles and end of a token, and shows nothing of the token itself', async () => {
    const token = jwt({
      app_displayname: 'Photos',
      appid: 'a1',
      tid: 't1',
      roles: ['API.ReadWrite.All'],
      exp: 1_900_000_000,
    })
    const { said, stdout } = await check('bearer', { BC_TOKEN: token })
    expect(said).toMatchObject({
      signIn: 'bearer token',
      identity: {
        ...{ application: 'Photos', 'application id': 'a1', tenant: 't1', roles: 'API.ReadWrite.All' },
        'valid until': '2030-03-17T17:46:40.000Z',
      },
      reads: { items: 'yes', customers: 'yes', vendors: 'yes', employees: 'yes', contacts: 'yes', itemVariants: 'yes' },
    })
    for (const part of token.split('.')) expect(stdout).not.toContain(part)
  })

  it('names the user of a basic sign-in, and never the access key', async () => {
    const env = { BC_USER: 'ada', BC_ACCESS_KEY: 'key-nobody-may-see' }
    const { said, stdout, stderr } = await check('basic', env, { user: 'ada', accessKey: 'key-nobody-may-see' })
    expect(said).toMatchObject({ signIn: 'basic', identity: { user: 'ada' } })
    expect(stdout + stderr).not.toContain('key-nobody-may-see')
  })

  it('ends with 3 and one sentence where the sign-in is refused, without the secret', async () => {
    const { code, stderr } = await check('bearer', { BC_TOKEN: 'wrong-secret-token' }, { token: 'right' })
    expect(code).toBe(3)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toContain('wrong-secret-token')
  })
})
