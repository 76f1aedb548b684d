import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { answer, type Fault } from '../../test-support/fault-server.ts'
import { ONE_PIXEL_PNG, sha256 } from '../../test-support/pictures.ts'
import { COMPANY, clientOf, ITEM, useFaultServer } from './harness.ts'

const server = await useFaultServer()
const json = (body: unknown) => answer(200, { 'content-type': 'application/json' }, JSON.stringify(body))
const INVALID = { name: 'InvalidResponseError' }

describe('a picture', () => {
  const download = async (fault: Fault) => {
    server.faults.push(fault)
    const content = await clientOf(server.url, { retry: { limit: 0 } }).picture.download()
    return content && sha256(await content.bytes())
  }
  const noise = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * index * 31 + (index >> 3)) & 0x7f))
  const png = Buffer.concat([ONE_PIXEL_PNG.subarray(0, -12), noise, ONE_PIXEL_PNG.subarray(-12)])
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), noise, Buffer.from([0xff, 0xd9])])
  const gif = Buffer.concat([Buffer.from('GIF89a'), noise, Buffer.from('\0;')])

  it('is asked for without an encoding', async () => {
    await download(answer(200, {}, png))
    expect(server.seen[0]?.headers['accept-encoding']).toBe('identity')
  })

  // Platforms decode leniently: of 200,000 bytes 44,990 came, and counted as the whole.
  const encodings = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }
  it.each(
    Object.entries(encodings).flatMap(([encoding, encode]) =>
      [png, jpeg, gif].map((bytes) => [encoding, encode, bytes] as const),
    ),
  )('that comes in %s all the same is taken whole, and not when it is cut short', async (encoding, encode, bytes) => {
    const encoded = encode(bytes)
    const headers = { 'content-encoding': encoding }
    expect(await download(answer(200, headers, encoded))).toBe(sha256(bytes))
    const cut = encoded.subarray(0, encoded.length >> 1)
    await expect(download(answer(200, headers, cut))).rejects.toMatchObject({ name: 'NetworkError' })
  })

  // A PNG without the last two of its bytes was taken whole: its last chunk was named among the bytes that came.
  it.each([
    ['PNG', png, 12],
    ['JPEG', jpeg, 2],
    ['GIF', gif, 2],
  ])('that comes encoded is not taken where the last bytes of a %s are missing', async (_, bytes, most) => {
    for (let missing = 1; missing <= most; missing += 1) {
      const fault = answer(200, { 'content-encoding': 'gzip' }, gzipSync(bytes.subarray(0, -missing)))
      await expect(download(fault), `without ${missing}`).rejects.toThrow(/gzip, cut short/)
    }
  })

  it('of an unknown format that comes encoded is refused, since nothing shows whether it is whole', async () => {
    const fault = answer(200, { 'content-encoding': 'gzip' }, gzipSync('a text of many letters'))
    await expect(download(fault)).rejects.toThrow(
      /came with Content-Encoding gzip, so nothing shows whether it is whole/,
    )
  })

  it.each([
    ['a part that nobody asked for', answer(206, { 'content-range': 'bytes 0-99/50070' }, png.subarray(0, 100))],
    ['200 without a byte', answer(200)],
    ['200 with a length of 0', answer(200, { 'content-length': '0' })],
    ['202', answer(202)],
    ['205', answer(205)],
    ['201 with bytes', answer(201, {}, png)],
  ])('is not taken from %s', async (_, fault) => {
    await expect(download(fault)).rejects.toMatchObject(INVALID)
  })

  it.each([200, 201, 202, 205])(
    'is not said to be stored or deleted when the server says %i: only 204 does',
    async (status) => {
      server.faults.push(answer(status), answer(status))
      const { picture } = clientOf(server.url, { retry: { limit: 0 } })
      await expect(picture.upload(ONE_PIXEL_PNG)).rejects.toMatchObject(INVALID)
      await expect(picture.delete()).rejects.toMatchObject(INVALID)
    },
  )

  it('is missing where the server says 204, and nowhere else', async () => {
    expect(await download(answer(204))).toBeNull()
  })
})

describe('an answer that is too large', () => {
  /** Goes on until it is hung up on, and counts what it sent. */
  function endless(status: number, first: string) {
    const sent = { bytes: 0, closed: false }
    const fault: Fault = async (_, response, { read }) => {
      await read()
      response.on('close', () => {
        sent.closed = true
      })
      response.writeHead(status, { 'content-type': 'application/json' }).write(first)
      while (!sent.closed) {
        sent.bytes += 65_536
        if (!response.write(' '.repeat(65_536))) {
          await Promise.race([
            new Promise((done) => response.once('drain', done)),
            new Promise((done) => response.once('close', done)),
          ])
        }
      }
    }
    return { fault, sent }
  }

  const tooMuch = 'returned more than 16777216 bytes: pass a larger maxResponseSize'
  // Nothing of it need be read: no upload is answered by 200.
  const notDone = 'answered 200, not 204'

  it.each<[string, (client: ReturnType<typeof clientOf>) => Promise<unknown>, string?]>([
    ['the metadata of a picture', ({ picture }) => picture.info()],
    ['a list', ({ bc }) => bc.list('items').next()],
    ['the companies', ({ bc }) => bc.companies()],
    ['the answer to an upload', ({ picture }) => picture.upload(ONE_PIXEL_PNG), notDone],
    ['the answer to a delete', ({ picture }) => picture.delete(), notDone],
    ['the service metadata', ({ bc }) => bc.raw.GET('/$metadata')],
  ])('ends %s after 16 MB', async (_, call, message = tooMuch) => {
    const { fault, sent } = endless(200, '{"value":[')
    server.faults.push(fault)
    await expect(call(clientOf(server.url))).rejects.toMatchObject({
      ...INVALID,
      message: expect.stringContaining(message),
    })
    await expect.poll(() => sent.closed).toBe(true)
    expect(sent.bytes).toBeLessThan(40_000_000)
  })

  it('of an error leaves the status', async () => {
    const { fault, sent } = endless(403, '{"error":{"code":"')
    server.faults.push(fault)
    await expect(clientOf(server.url).picture.info()).rejects.toMatchObject({ name: 'UnauthorizedError', status: 403 })
    await expect.poll(() => sent.closed).toBe(true)
    expect(sent.bytes).toBeLessThan(40_000_000)
  })

  it('is one that was inflated, too', async () => {
    const inflated = Buffer.from(`{"width":1,"x":"${'0'.repeat(200_000_000)}"}`)
    server.faults.push(answer(200, { 'content-encoding': 'gzip' }, gzipSync(inflated, { level: 1 })))
    await expect(clientOf(server.url).picture.info()).rejects.toThrow(/more than 16777216 bytes/)
  })

  it('may be allowed, or forbidden earlier; a picture always is', async () => {
    const large = { value: [{ id: COMPANY, name: 'x'.repeat(20_000_000) }] }
    server.faults.push(
      json(large),
      json({ value: [{ id: COMPANY, name: 'x'.repeat(200) }] }),
      answer(200, {}, ONE_PIXEL_PNG),
    )
    expect(await clientOf(server.url, { maxResponseSize: 30_000_000 }).bc.companies()).toHaveLength(1)
    const { bc, picture } = clientOf(server.url, { maxResponseSize: 50 })
    await expect(bc.companies()).rejects.toThrow(/more than 50 bytes/)
    expect((await (await picture.download())?.bytes())?.length).toBe(ONE_PIXEL_PNG.length)
  })
})

it('a list of companies that never ends is an error', async () => {
  let page = 0
  const rows = Array.from({ length: 1000 }, (_, index) => ({ id: COMPANY, name: `${index}` }))
  const next: Fault = (request, response, about) => {
    server.faults.push(next)
    return json({ value: rows, '@odata.nextLink': `${server.url}/companies?$skiptoken=${++page}` })(
      request,
      response,
      about,
    )
  }
  server.faults.push(next)
  await expect(clientOf(server.url).bc.companies()).rejects.toThrow(/returned an endless list of companies/)
  expect(page).toBe(11)
})

it.each(['companies', 'entities'])('a list of %s that goes on with empty pages for ever is an error', async (what) => {
  let page = 0
  const next: Fault = (request, response, about) => {
    server.faults.push(next)
    const link = `${server.url}/x?$skiptoken=${++page}`
    return json({ value: [], '@odata.nextLink': link })(request, response, about)
  }
  server.faults.push(next)
  const { bc } = clientOf(server.url)
  const list = what === 'companies' ? bc.companies() : bc.list('items').next()
  await expect(list).rejects.toThrow(/returned an unusable next link/)
  expect(page).toBe(1000)
})

// Every query was kept: of an endless list with long links, that was all the memory there is.
it.each([1, 2, 3, 10, 57])('a list whose pages lead back to a loop of %i is an error', async (length) => {
  let page = 0
  const next: Fault = (request, response, about) => {
    server.faults.push(next)
    const link = `${server.url}/x?$skiptoken=${page++ % length}`
    return json({ value: [{ id: COMPANY }], '@odata.nextLink': link })(request, response, about)
  }
  server.faults.push(next)
  const read = async () => {
    for await (const _ of clientOf(server.url).bc.list('items', { expandPicture: false }));
  }
  await expect(read()).rejects.toThrow(/returned an unusable next link/)
  expect(page).toBeLessThan(3 * length + 3)
})

it('an unasked 100 Continue before the answer ends in a clear error', async () => {
  server.faults.push(
    (request) => void request.socket.end('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
  )
  const info = clientOf(server.url, { retry: { limit: 0 } }).picture.info()
  await expect(info).rejects.toMatchObject({ name: 'NetworkError', message: expect.stringContaining('bad response') })
})

describe('whatever JSON comes, the status decides:', () => {
  const ERRORS = [
    '{"error":{"message":{"a":1}}}',
    '{"error":{"message":{"toString":1,"valueOf":1}}}',
    '{"error":{"code":["x"],"message":5}}',
    '{"error":"text"}',
    '{"error":null}',
    '{"error":[]}',
    'null',
    '5',
    '"text"',
    '[null]',
    '{',
    '',
    '\u0000',
    `${'['.repeat(100_000)}`,
  ]
  it.each(ERRORS)('%s', async (body) => {
    for (const [status, name] of [
      [400, 'BusinessCentralError'],
      [404, 'NotFoundError'],
      [412, 'ConflictError'],
    ] as const) {
      server.faults.push(answer(status, {}, body))
      await expect(clientOf(server.url).picture.delete()).rejects.toMatchObject({ name, status })
    }
    expect(server.seen).toHaveLength(3)
  })

  // The status of a 409 is that of a passing conflict, unless the code says that the etag is stale.
  it('a 409 with a message that is none is sent again as often as any, and keeps its status', async () => {
    server.faults.push(...Array(9).fill(answer(409, {}, '{"error":{"message":{"a":1}}}')))
    await expect(clientOf(server.url).picture.delete()).rejects.toMatchObject({ status: 409, code: undefined })
    expect(server.seen).toHaveLength(5)
  })

  const ROWS = [
    '{"value":[null]}',
    '{"value":[5]}',
    '{"value":["x"]}',
    '{"value":{"0":1}}',
    '{"value":null}',
    'null',
    '[]',
    '5',
  ]
  it.each(ROWS)('a list of %s is none', async (body) => {
    const { bc } = clientOf(server.url)
    for (const call of [
      () => bc.list('items').next(),
      () => bc.list('items', { expandPicture: false }).next(),
      () => bc.companies(),
    ]) {
      server.faults.push(answer(200, {}, body))
      await expect(call()).rejects.toMatchObject(INVALID)
    }
  })

  const FACTS = [
    '{"width":"1"}',
    '{"width":1,"height":"x"}',
    '{"width":1,"contentType":{}}',
    '{"value":[null]}',
    '{"value":[5]}',
    '5',
  ]
  it.each(FACTS)('the metadata of a picture is not %s', async (body) => {
    server.faults.push(answer(200, {}, body))
    await expect(clientOf(server.url).picture.info()).rejects.toMatchObject(INVALID)
  })
})

describe('what a server names does not become a part of a URL unchecked:', () => {
  it.each(['x)/../../evil', '..', '', `${COMPANY})/items(`, 5, null, { a: 1 }])(
    'the id %j of a company',
    async (id) => {
      server.faults.push(json({ value: [{ id, name: 'CRONUS' }] }))
      const { picture } = clientOf(server.url, { company: 'CRONUS' })
      await expect(picture.info()).rejects.toThrow(/returned a company whose id is not a GUID/)
      expect(server.seen).toHaveLength(1)
    },
  )

  it.each([5, {}, true, 'no query', 'https://evil.example/', 'x?', 'x?#y', '\u0000', 'https://[?a'])(
    'the next link %j',
    async (link) => {
      server.faults.push(json({ value: [], '@odata.nextLink': link }))
      await expect(clientOf(server.url).bc.list('items').next()).rejects.toThrow(/returned an unusable next link/)
      expect(server.seen).toHaveLength(1)
    },
  )

  it.each([
    ['https://evil.example/a?$skiptoken=1#../../evil', '$skiptoken=1'],
    ['x?$skiptoken=1\r\nHost: evil', '$skiptoken=1Host:%20evil'],
    ['?a=/../../evil', 'a=/../../evil'],
  ])('of the next link %j nothing but the query', async (link, query) => {
    server.faults.push(json({ value: [], '@odata.nextLink': link }), json({ value: [] }))
    await clientOf(server.url).bc.list('items').next()
    expect(server.seen[1]?.url).toBe(`/BC/api/v2.0/companies(${COMPANY})/items?${query}`)
  })

  it('the id of an entity', async () => {
    server.faults.push(json({ value: [{ id: `${ITEM})/../x`, picture: null }] }))
    const { bc } = clientOf(server.url)
    const { value } = await bc.list('items').next()
    expect(() => bc.picture('items', (value as { id: string }).id)).toThrow(/must be a GUID/)
  })
})
