import { type Check, holds, rejection, type Stage, same } from './stage.ts'

/** Each way to sign in reaches a picture, and none goes on after a refusal. */
export function signInChecks({ bc, settings, client, picture, fault, answered }: Stage): Check[] {
  const { basic, oauth, company, item } = settings
  const checks: Check[] = [
    { name: 'signs in with a token', run: async () => holds((await picture().info()).exists, 'there is no picture') },
    {
      name: 'signs in with a function, and asks it again when its token is refused',
      async run() {
        let asked = 0
        await fault('GET ** expired-token times=1')
        await picture({ auth: () => `token-${++asked}` }).info()
        same(asked, 2, 'how often the function was asked')
        same(
          (await answered('GET')).map(({ status }) => status),
          [401, 200],
          'answers',
        )
      },
    },
    {
      name: 'signs in with a credential, and shares one token among calls at the same time',
      async run() {
        const scopes: unknown[] = []
        const getToken = async (scope: unknown) => {
          scopes.push(scope)
          return { token: 'from-credential', expiresOnTimestamp: Date.now() + 3_600_000 }
        }
        const one = client({ auth: { getToken } }).picture('items', item)
        await Promise.all([one.info(), one.info(), one.info()])
        same(scopes, ['https://api.businesscentral.dynamics.com/.default'], 'scopes')
      },
    },
    {
      name: 'gives a refused token back as an error of its own, without the token',
      async run() {
        await fault('GET ** expired-token')
        const call = picture({ auth: 's3cret-token' }).info()
        const error = await rejection(call, bc.isUnauthorizedError, 'a refused token')
        holds(!`${error.message}${error.stack}${JSON.stringify(error)}`.includes('s3cret'), 'the error shows the token')
      },
    },
  ]
  if (basic) {
    checks.push({
      name: 'signs in with a user name and a key',
      async run() {
        const auth = bc.basic({ user: 'BÜRO', accessKey: 'key:with:colons' })
        holds((await picture({ baseUrl: basic, auth }).info()).exists, 'there is no picture')
        await rejection(picture({ baseUrl: basic }).info(), bc.isUnauthorizedError, 'a bearer token')
      },
    })
  }
  if (oauth) {
    checks.push({
      name: 'signs in as an app at a token endpoint',
      async run() {
        const { baseUrl, tokenUrl } = oauth
        const auth = bc.clientCredentials({ clientId: 'app', clientSecret: 's3cret+/&=%', tokenUrl })
        holds((await picture({ baseUrl, auth }).info()).exists, 'there is no picture')
        const refused = bc.clientCredentials({ clientId: 'another', clientSecret: 's3cret', tokenUrl })
        const options = { baseUrl, auth: refused, company }
        await rejection(picture(options).info(), bc.isUnauthorizedError, 'an app that is not known')
      },
    })
  }
  return checks
}
