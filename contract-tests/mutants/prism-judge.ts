import prismCore from '@stoplight/prism-core'
import prismHttp, { type IHttpConfig, type IHttpRequest, type IHttpResponse } from '@stoplight/prism-http'
import type { BrokenRequest, BrokenResponse } from '../../src/test-support/broken-server.ts'
import type { Recorded } from './laboratory.ts'

/** Judges recorded exchanges by Prism's validators, without their bytes passing through Prism's proxy. */
export interface PrismJudge {
  /** What Prism has against the answers, each complaint once. */
  complaints(exchanges: readonly Recorded[]): Promise<string[]>
}

const config: IHttpConfig = {
  mock: { dynamic: false },
  isProxy: true,
  upstream: new URL('http://127.0.0.1'),
  checkSecurity: true,
  validateRequest: true,
  validateResponse: true,
  errors: false,
  upstreamProxy: undefined,
}

/** Loads Prism's validators with a bundled contract. */
export async function createPrismJudge(contract: object): Promise<PrismJudge> {
  const operations = await prismHttp.getHttpOperationsFromSpec(contract)
  return {
    async complaints(exchanges) {
      const found = new Set<string>()
      for (const { request, answer } of exchanges) {
        for (const complaint of await judge(operations, request, answer)) found.add(complaint)
      }
      return [...found]
    },
  }
}

type Operations = Awaited<ReturnType<typeof prismHttp.getHttpOperationsFromSpec>>

async function judge(operations: Operations, request: BrokenRequest, answer: BrokenResponse): Promise<string[]> {
  const output: IHttpResponse = {
    statusCode: answer.status,
    headers: answer.headers,
    body: bodyOf(answer),
  }
  const prism = prismHttp.createInstance(config, {
    logger: prismCore.createLogger('prism', { level: 'silent' }),
    // What was really answered takes the place of a request to the server.
    forward: () => () => async () => ({ _tag: 'Right', right: output }),
  })
  const result = await prism.request(inputOf(request), operations)()
  if (result._tag === 'Left') return [result.left.message]
  return result.right.validations.output.map(({ message, path = [] }) => {
    return `${answer.status} ${path.map((part) => part.replace(/^\d+$/, '*')).join('.')}: ${message}`
  })
}

function inputOf({ method, url, headers, body }: BrokenRequest): IHttpRequest {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1')
  return {
    method: method.toLowerCase() as IHttpRequest['method'],
    url: { path: pathname.replace(/^.*\/api\/[^/]+/, ''), query: Object.fromEntries(searchParams) },
    headers,
    ...(body.length > 0 ? { body: body.toString('latin1') } : {}),
  }
}

/** As Prism's own forwarder reads it: JSON where the header says so, else text. */
function bodyOf({ headers, body }: BrokenResponse): unknown {
  const text = body.toString('utf8')
  if (!/json/.test(headers['content-type'] ?? '')) return text === '' ? undefined : text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
