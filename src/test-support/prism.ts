import prismCore from '@stoplight/prism-core'
import prismHttp from '@stoplight/prism-http'
import prismServer from '@stoplight/prism-http-server'

/** A Prism mock of one version's contract, on a free port of this machine. */
export interface Prism extends AsyncDisposable {
  url: string
}

/**
 * Starts Prism on a bundled contract. It keeps no state and does not keep bytes: use it for metadata, errors, header
 * and sign-in validation, never to judge a picture's content.
 */
export async function startPrism(bundle: object): Promise<Prism> {
  const operations = await prismHttp.getHttpOperationsFromSpec(bundle)
  if (operations.length === 0) throw new Error('Prism found no operation in the contract.')
  const server = prismServer.createServer(operations, {
    components: { logger: prismCore.createLogger('prism', { level: 'silent' }) },
    config: {
      mock: { dynamic: false },
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
    },
    cors: false,
  })
  const url = await server.listen(0, '127.0.0.1')
  return { url, [Symbol.asyncDispose]: () => server.close() }
}
