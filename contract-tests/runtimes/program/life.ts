import type { ApiVersion } from '../../../src/versions.ts'
import { type Check, holds, imageOf, rejection, type Stage, same, sha256, streamOf } from './stage.ts'

const small = imageOf(300_000)
/** Above the size up to which a download is taken in before it is handed out. */
const large = imageOf(9_000_000, 7)

/** What can be uploaded, by name. */
const forms = {
  bytes: (bytes: Uint8Array<ArrayBuffer>) => bytes,
  'a view into a larger buffer': (bytes: Uint8Array<ArrayBuffer>) => {
    const buffer = new Uint8Array(bytes.length + 64).fill(0xee)
    buffer.set(bytes, 32)
    return buffer.subarray(32, 32 + bytes.length)
  },
  'an ArrayBuffer': (bytes: Uint8Array<ArrayBuffer>) => bytes.slice().buffer,
  'a Blob': (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes.subarray(0, 1000), bytes.subarray(1000)]),
  'a File': (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], 'picture.png', { type: 'image/png' }),
  'a function that opens a stream': (bytes: Uint8Array<ArrayBuffer>) => () => streamOf(bytes),
}
const stream = { 'a ReadableStream': (bytes: Uint8Array<ArrayBuffer>) => streamOf(bytes) }

/** A picture's life: read, uploaded in each form, replaced, sent again, deleted. */
export function lifeChecks(stage: Stage): Check[] {
  return [...readChecks(stage), ...uploadChecks(stage), ...versionChecks(stage), ...endChecks(stage)]
}

function readChecks({ settings, client, picture, stored }: Stage): Check[] {
  return [
    {
      name: 'lists items with their pictures, page by page',
      async run() {
        const pictures = new Map<string, boolean>()
        for await (const { id, picture } of client().list('items', { pageSize: 4 })) pictures.set(id, picture.exists)
        holds(pictures.size > 8, `only ${pictures.size} items are listed`)
        same(
          [pictures.get(settings.item), pictures.get(settings.bareItem)],
          [true, false],
          'which items have a picture',
        )
      },
    },
    {
      name: 'tells what a picture is, and gives its bytes',
      async run() {
        const { exists, width, height, contentType, etag } = await picture().info()
        same(
          { exists, width, height, contentType },
          { exists: true, width: 516, height: 466, contentType: 'image/png' },
          'info',
        )
        holds(etag.startsWith('W/"'), `the etag is ${etag}`)
        const content = await picture().download()
        same(content?.sniffedType, 'image/png', 'sniffedType')
        same(await sha256((await content?.bytes()) ?? new Uint8Array()), await stored(), 'SHA-256')
      },
    },
    {
      name: 'tells an item without a picture',
      async run() {
        const bare = client().picture('items', settings.bareItem)
        same([(await bare.info()).exists, await bare.download()], [false, null], 'an item without a picture')
      },
    },
    {
      name: 'reads through the raw client',
      async run() {
        const { response, data } = await client().raw.GET('/companies')
        same([response.status, data?.value[0]?.id], [200, settings.company], 'companies')
      },
    },
  ]
}

function uploadChecks({ picture, fault, stored, answered }: Stage): Check[] {
  const uploads = Object.entries({ ...forms, ...stream }).flatMap(([form, make]): Check[] =>
    [small, large].map((bytes) => ({
      name: `uploads ${bytes.length / 1e6} MB as ${form}, and reads it back`,
      async run() {
        await picture().upload(make(bytes))
        same(await stored(), await sha256(bytes), 'what is stored')
        same(await sha256(await collect((await picture().download())?.body)), await sha256(bytes), 'what is read')
      },
    })),
  )
  const again = Object.entries(forms).flatMap(([form, make]): Check[] =>
    [small, large].map((bytes) => ({
      name: `sends ${bytes.length / 1e6} MB as ${form} again after 429, unchanged`,
      async run() {
        await fault('PATCH ** 429 retry-after=0 times=2')
        await picture().upload(make(bytes))
        same(await stored(), await sha256(bytes), 'what is stored')
        const requests = await answered('PATCH')
        same(
          requests.map(({ status }) => status),
          [429, 429, 204],
          'answers',
        )
        same(requests.at(-1)?.requestBytes, bytes.length, 'bytes')
      },
    })),
  )
  return [
    ...uploads,
    ...again,
    {
      name: 'tells how far an upload of known size has come',
      async run() {
        const steps: number[] = []
        const onProgress = ({ transferred }: { transferred: number }) => steps.push(transferred)
        await picture().upload(() => streamOf(large), { size: large.length, onProgress })
        same(await stored(), await sha256(large), 'what is stored')
        same(steps.at(-1) ?? large.length, large.length, 'the last step')
        holds(
          steps.every((step, at) => at === 0 || step > (steps[at - 1] as number)),
          `steps: ${steps}`,
        )
      },
    },
  ]
}

function versionChecks({ bc, settings }: Stage): Check[] {
  return (Object.keys(settings.baseUrls) as ApiVersion[]).map((apiVersion) => ({
    name: `uploads, reads and deletes in ${apiVersion}`,
    async run() {
      const options = { baseUrl: settings.baseUrls[apiVersion], apiVersion, auth: 'a-token', company: settings.company }
      const picture = bc.createPictureClient(options).picture('customers', await anyCustomer(options.baseUrl, options))
      await picture.upload(small)
      const { exists, etag } = await picture.info()
      same([exists, await hashOf(picture)], [true, await sha256(small)], 'after the upload')
      await picture.delete({ ifMatch: etag })
      same([(await picture.info()).exists, await picture.download()], [false, null], 'after the delete')
    },
  }))
}

function endChecks({ bc, picture, stored }: Stage): Check[] {
  return [
    {
      name: 'tells a conflict, and leaves the picture as it was',
      async run() {
        const { etag } = await picture().info()
        await picture().upload(small, { ifMatch: etag })
        const stale = picture().upload(large, { ifMatch: 'W/"c3RhbGU="' })
        same((await rejection<{ status: number }>(stale, bc.isConflictError, 'a stale etag')).status, 409, 'status')
        await rejection(picture().delete({ ifMatch: etag }), bc.isConflictError, 'an etag of before')
        same(await stored(), await sha256(small), 'what is stored')
      },
    },
    {
      name: 'deletes with the etag that it read',
      async run() {
        await picture().delete({ ifMatch: (await picture().info()).etag })
        same([await stored(), (await picture().info()).exists], [null, false], 'after the delete')
      },
    },
    {
      name: 'refuses an empty picture and one that is none before anything is sent',
      async run() {
        const before = await stored()
        const isTypeError = (error: unknown) => error instanceof TypeError
        await rejection(picture().upload(new Uint8Array()), isTypeError, 'no bytes')
        await rejection(picture().upload(streamOf(new Uint8Array())), isTypeError, 'a stream without bytes')
        await rejection(picture().upload(new Blob(['<html>…'])), isTypeError, 'a page')
        same(await stored(), before, 'what is stored')
      },
    },
  ]
}

async function hashOf(picture: { download(): Promise<{ bytes(): Promise<Uint8Array<ArrayBuffer>> } | null> }) {
  const content = await picture.download()
  return content && sha256(await content.bytes())
}

async function anyCustomer(baseUrl: string, { company, auth }: { company: string; auth: string }): Promise<string> {
  const headers = { Authorization: `Bearer ${auth}` }
  const response = await fetch(`${baseUrl}/companies(${company})/customers?$top=1`, { headers })
  return ((await response.json()) as { value: [{ id: string }] }).value[0].id
}

async function collect(body: ReadableStream<Uint8Array<ArrayBuffer>> | undefined): Promise<ArrayBuffer> {
  return new Response(body).arrayBuffer()
}
