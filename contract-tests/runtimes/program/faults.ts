import { type Check, holds, imageOf, rejection, type Stage, same, sha256, streamOf } from './stage.ts'

const small = imageOf(300_000, 3)
const large = imageOf(9_000_000, 4)

/** What goes wrong between client and server, and must not do harm. */
export function faultChecks(stage: Stage): Check[] {
  return [...retryChecks(stage), ...truncationChecks(stage), ...endingChecks(stage), ...gatewayChecks(stage)]
}

function retryChecks({ bc, picture, fault, stored, answered }: Stage): Check[] {
  return [
    {
      name: 'waits as long as Retry-After says',
      async run() {
        await fault('PATCH ** 429 retry-after=1 times=1')
        const begin = performance.now()
        await picture().upload(small)
        holds(performance.now() - begin >= 980, `it took only ${performance.now() - begin} ms`)
        same(await stored(), await sha256(small), 'what is stored')
      },
    },
    {
      name: 'reads again after 500, 502, 503 and 504, a page of a gateway included',
      async run() {
        const statuses = ['500', 'html status=502', '503', '504']
        await fault(...statuses.map((action) => `GET **/picture ${action} times=1`))
        holds((await picture().info()).exists, 'there is no picture')
        same((await answered('GET')).map(({ status }) => status).sort(), [200, 500, 502, 503, 504], 'answers')
      },
    },
    {
      name: 'sends an upload again when the connection broke within it',
      async run() {
        await fault('PATCH ** drop on=request after=100000 times=1')
        await picture().upload(large)
        same(await stored(), await sha256(large), 'what is stored')
      },
    },
    {
      name: 'sends a stream once: after 429 it is an error that says so, or the whole picture was kept',
      async run() {
        const before = await stored()
        await fault('PATCH ** 429 times=1')
        const problem = await picture()
          .upload(streamOf(small))
          .then(
            () => undefined,
            (error) => error,
          )
        same(await stored(), problem ? before : await sha256(small), 'what is stored')
        if (!problem) return
        holds(bc.isThrottledError(problem) && /stream cannot be sent again/.test(problem.message), `${problem}`)
        same((await answered('PATCH')).length, 1, 'uploads')
      },
    },
  ]
}

function truncationChecks({ bc, picture, fault }: Stage): Check[] {
  const sizes: [string, Uint8Array<ArrayBuffer>][] = [
    ['a small picture', small],
    ['a large picture', large],
  ]
  return sizes.flatMap(([size, bytes]) => [
    {
      name: `fetches ${size} anew when the connection breaks in the middle`,
      async run() {
        await picture().upload(bytes)
        await fault(`GET ** drop after=${Math.floor(bytes.length / 2)} times=1`)
        const content = await picture().download()
        same(await sha256((await content?.bytes()) ?? small.slice(0, 1)), await sha256(bytes), 'SHA-256')
      },
    },
    {
      name: `gives an error, and never a part, of ${size} whose connection always breaks`,
      async run() {
        await picture().upload(bytes)
        await fault(`GET ** drop after=${bytes.length - 1}`)
        const { download } = picture({ retry: { limit: 2, delay: 1 } })
        const read = async () => `${(await (await download())?.bytes())?.length} bytes`
        await rejection(read(), bc.isNetworkError, 'bytes()')
        const stream = async () => `${(await new Response((await download())?.body).arrayBuffer()).byteLength} bytes`
        await rejection(stream(), (error) => error instanceof Error, 'the body')
      },
    },
  ])
}

function endingChecks({ bc, picture, fault, stored }: Stage): Check[] {
  return [
    {
      name: "ends a call with its signal's reason, at once",
      async run() {
        await fault('GET ** delay ms=5000', 'PATCH ** delay ms=5000')
        const before = performance.now()
        for (const call of ['info', 'download', 'upload'] as const) {
          const control = new AbortController()
          const reason = new Error(`no more ${call}`)
          setTimeout(() => control.abort(reason), 50)
          const options = { signal: control.signal }
          const running = call === 'upload' ? picture().upload(large, options) : picture()[call](options)
          await rejection(running, (error) => error === reason, call)
        }
        const aborted = picture().info({ signal: AbortSignal.abort(new Error('before')) })
        await rejection(aborted, (error) => (error as Error).message === 'before', 'a call aborted before it began')
        holds(performance.now() - before < 2000, `it took ${performance.now() - before} ms`)
      },
    },
    {
      name: 'ends a download and a wait with AbortSignal.timeout',
      async run() {
        const isTimeout = (error: unknown) => (error as Error).name === 'TimeoutError' && !bc.isTimeoutError(error)
        await fault('GET **/picture 429 retry-after=30')
        await rejection(picture().info({ signal: AbortSignal.timeout(100) }), isTimeout, 'a wait')
        await picture().upload(large)
        const control = new AbortController()
        const content = await picture().download({ signal: control.signal })
        control.abort(new Error('enough'))
        await rejection(
          content?.bytes() ?? Promise.resolve(),
          (error) => (error as Error).message === 'enough',
          'bytes',
        )
      },
    },
    {
      name: 'lets go of the stream of an upload that is aborted, which changes nothing',
      async run() {
        const before = await stored()
        const control = new AbortController()
        let letGo = false
        const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
          async pull(controller) {
            controller.enqueue(small)
            await new Promise((resolve) => setTimeout(resolve, 5))
          },
          cancel() {
            letGo = true
          },
        })
        setTimeout(() => control.abort(new Error('enough')), 100)
        const running = picture().upload(endless, { signal: control.signal })
        await rejection(running, (error) => (error as Error).message === 'enough', 'the upload')
        holds(letGo, 'the stream was not cancelled')
        same(await stored(), before, 'what is stored')
      },
    },
    {
      name: 'ends an upload whose stream gives nothing, and lets go of it',
      async run() {
        for (const signal of [AbortSignal.timeout(50), AbortSignal.abort(new DOMException('', 'TimeoutError'))]) {
          let letGo = false
          const silent = new ReadableStream({
            cancel() {
              letGo = true
            },
          })
          const running = picture().upload(silent, { signal })
          await rejection(running, (error) => (error as Error).name === 'TimeoutError', 'the upload')
          holds(letGo, 'the stream was not cancelled')
        }
      },
    },
    {
      name: 'gives up a server that is silent for longer than timeout',
      async run() {
        await fault('GET ** delay ms=5000')
        const silent = picture({ timeout: 100, retry: { limit: 1, delay: 1 } })
        await rejection(silent.info(), bc.isTimeoutError, 'a silent server')
      },
    },
    {
      name: 'tells a server that is not there',
      async run() {
        const baseUrl = 'http://127.0.0.1:9/BC/api/v2.0'
        const nobody = picture({ baseUrl, retry: { limit: 1, delay: 1 } })
        await rejection(nobody.info(), bc.isNetworkError, 'nobody')
      },
    },
  ]
}

function gatewayChecks({ bc, settings, picture }: Stage): Check[] {
  const { gateway, elsewhere } = settings
  if (!gateway || !elsewhere) return []
  const behind = (behaviour: string) =>
    picture({ baseUrl: `${gateway}/${behaviour}/api/v2.0`, retry: { limit: 1, delay: 1 } })
  const seen = async () => {
    const requests = (await (await fetch(`${elsewhere}/seen`)).json()) as { method: string; headers: object }[]
    return requests.map(({ method, headers }) => [
      method,
      Object.keys(headers).filter((name) => /auth|cookie/.test(name)),
    ])
  }
  return [
    ...['chunked-then-end', 'chunked-then-reset', 'length-then-end', 'length-then-reset'].map((behaviour) => ({
      name: `gives an error, and never a part, of an answer that stops: ${behaviour}`,
      async run() {
        const read = async () => `${(await (await behind(behaviour).download())?.bytes())?.length} bytes`
        await rejection(read(), bc.isNetworkError, 'bytes()')
      },
    })),
    {
      name: 'follows a read to another origin without credentials',
      async run() {
        const content = await behind('elsewhere').download()
        same(await content?.bytes().then((bytes) => bytes.length), 4096, 'bytes')
        same(await seen(), [['GET', []]], 'what the other origin was asked')
      },
    },
    {
      name: 'takes no change to another origin',
      async run() {
        await rejection(behind('elsewhere').upload(small), bc.isBusinessCentralError, 'an upload')
        await rejection(behind('elsewhere').upload(streamOf(small)), bc.isBusinessCentralError, 'a stream')
        await rejection(behind('elsewhere').delete(), bc.isBusinessCentralError, 'a delete')
        same(await seen(), [], 'what the other origin was asked')
      },
    },
  ]
}
