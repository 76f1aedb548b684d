import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLimits } from '../index.ts'
import { clientOf } from './harness.ts'

const URL = 'https://bc.example'
/** A `fetch` of the caller's, and how often it was called. */
function own(fail: () => unknown) {
  const fetch = vi.fn(async () => fail() as Response)
  return { fetch, picture: clientOf(URL, { fetch }).picture }
}
const thrown = (error: unknown) => () => {
  throw error
}

// A fault in a logging wrapper was taken for the network, and tried five times in 12.5 seconds.
describe('a fault in the code of the caller’s own fetch is passed on at once, as it is', () => {
  it.each<[string, () => unknown]>([
    [
      'a name that is not there',
      () => (globalThis as { logger?: () => void }).logger?.call(undefined) ?? undefinedName(),
    ],
    ['a property of undefined', () => (undefined as unknown as { status: number }).status],
    ['a property called fetch of undefined', () => (undefined as unknown as { fetch: number }).fetch],
    ['what is no function', () => (5 as unknown as () => void)()],
    ['a header with a line break', () => new Headers({ a: 'b\nc' })],
    ['a null that is taken apart', () => (({ a }: { a: number }) => a)(null as never)],
    ['JSON that is none', () => JSON.parse('{')],
    ['too large an array', () => new Array(-1)],
    ['a reference', thrown(new ReferenceError('x'))],
  ])('%s', async (_, fail) => {
    const { fetch, picture } = own(fail)
    const error = await picture.info().catch((error) => error)
    expect(error.name).toMatch(/^(Reference|Type|Syntax|Range)Error$/)
    expect(error).not.toHaveProperty('method')
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('thrown before there is a promise', async () => {
    const error = new ReferenceError('logger is not defined')
    const fetch = vi.fn(thrown(error))
    await expect(clientOf(URL, { fetch: fetch as never }).picture.upload(PNG)).rejects.toBe(error)
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('what is no response', async () => {
    const { fetch, picture } = own(() => undefined)
    await expect(picture.info()).rejects.toThrow(/^The result of fetch must be a Response, not undefined\.$/)
    expect(fetch).toHaveBeenCalledTimes(1)
  })
})

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 0, 0, 0, 0)
declare const undefinedName: () => unknown

describe('a failure of the network is none, and is tried again', () => {
  it.each<[string, unknown]>([
    ['Node', new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) })],
    ['Chromium', new TypeError('Failed to fetch')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['Safari', new TypeError('Load failed')],
    ['Deno', new TypeError('error sending request for url (https://bc.example/?a=b): client error (Connect)')],
    [
      'Bun',
      Object.assign(new TypeError('Unable to connect. Is the computer able to access the url?'), {
        code: 'ConnectionRefused',
      }),
    ],
    ['a library', Object.assign(new Error('request to x failed'), { code: 'ECONNRESET' })],
    ['a plain error', new Error('the proxy is down')],
    ['undici, while it reads', new TypeError('terminated', { cause: new Error('other side closed') })],
    ['nothing at all', undefined],
  ])('%s', async (_, error) => {
    const { fetch, picture } = own(thrown(error))
    await expect(picture.info()).rejects.toMatchObject({ name: 'NetworkError', method: 'GET' })
    expect(fetch).toHaveBeenCalledTimes(5)
  })
})

describe('in a browser', () => {
  afterEach(() => vi.unstubAllGlobals())
  it('a failure that has no reason says that it may be CORS', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' })
    const { picture } = own(thrown(new TypeError('Failed to fetch')))
    await expect(picture.info()).rejects.toThrow(
      'got no complete response (Failed to fetch): check address and network, and CORS (see "In a browser" in docs/client.md).',
    )
  })
  it('only there', async () => {
    const { picture } = own(thrown(new TypeError('Failed to fetch')))
    await expect(picture.info()).rejects.not.toThrow(/CORS/)
  })
})

describe('a fetch that takes no notice of its signal', () => {
  /** A response that comes late, and whether its body was cancelled. */
  function late() {
    const cancel = vi.fn()
    let give: (response: Response) => void = () => {}
    const fetch = () => new Promise<Response>((resolve) => (give = resolve))
    return { fetch, cancel, come: () => give(new Response(new ReadableStream({ cancel }), { status: 200 })) }
  }

  it.each(['info', 'download', 'delete'] as const)('does not outlive the timeout of %s', async (method) => {
    const { fetch, cancel, come } = late()
    const { picture } = clientOf(URL, { fetch, timeout: 20, retry: { limit: 0 } })
    await expect(picture[method]()).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(cancel).not.toHaveBeenCalled()
    come()
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledTimes(1))
  })

  it('does not outlive a call that is given up', async () => {
    const { fetch, cancel, come } = late()
    const limits = createLimits({ concurrent: 1 })
    const { picture } = clientOf(URL, { fetch, limits })
    const controller = new AbortController()
    const call = picture.upload(PNG, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('enough')), 20)
    await expect(call).rejects.toThrow(/^enough$/)
    // Its place within the limits is free again.
    await limits.enter(AbortSignal.timeout(1000))
    come()
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledTimes(1))
  })

  it('may fail late, which is nobody’s concern', async () => {
    const unheard = vi.fn()
    process.on('unhandledRejection', unheard)
    const fetch = () => new Promise<Response>((_, reject) => setTimeout(() => reject(new Error('late')), 40))
    const { picture } = clientOf(URL, { fetch, timeout: 10, retry: { limit: 0 } })
    await expect(picture.info()).rejects.toMatchObject({ name: 'TimeoutError' })
    await new Promise((resolve) => setTimeout(resolve, 60))
    process.off('unhandledRejection', unheard)
    expect(unheard).not.toHaveBeenCalled()
  })
})
