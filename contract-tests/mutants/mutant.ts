import type { Break, BrokenRequest, BrokenResponse } from '../../src/test-support/broken-server.ts'
import type { ApiVersion } from '../../src/versions.ts'

/** What a mutant knows of the sound server behind it. */
export interface World {
  /** The value of an Authorization header that is accepted. */
  readonly authorization: string
  /** The ids of the entities, by entity set. */
  readonly ids: Readonly<Record<string, readonly string[]>>
}

/** A server that breaks one promise. */
export interface Mutant {
  /** Unique, such as `bytes-flipped-bit`. */
  readonly id: string
  readonly group: string
  /** What is wrong with it. */
  readonly fault: string
  readonly version: ApiVersion
  /** Made anew for each run, because it may remember things. */
  readonly make: (world: World) => Break
}

type Forward = (request: BrokenRequest) => Promise<BrokenResponse>

/** Makes the mutants of one group; those of v2.0 need not say so. */
export function group(
  name: string,
  mutants: Record<string, [fault: string, make: (world: World) => Break, version?: ApiVersion]>,
): Mutant[] {
  return Object.entries(mutants).map(([id, [fault, make, version = 'v2.0']]) => ({
    id: `${name}-${id}`,
    group: name,
    fault,
    version,
    make,
  }))
}

/** A mutant that changes answers to some requests, and remembers nothing. */
export function answer(
  concerned: (request: BrokenRequest, answer: BrokenResponse) => boolean,
  change: (answer: BrokenResponse, request: BrokenRequest, world: World) => BrokenResponse | undefined,
): (world: World) => Break {
  return (world) => async (request, forward) => {
    const sound = await forward(request)
    return (concerned(request, sound) && change(sound, request, world)) || sound
  }
}

/** A mutant that changes some requests on their way. */
export function request(
  concerned: (request: BrokenRequest) => boolean,
  change: (request: BrokenRequest, world: World) => Partial<BrokenRequest>,
): (world: World) => Break {
  return (world) => async (sound, forward) => forward(concerned(sound) ? { ...sound, ...change(sound, world) } : sound)
}

/** A mutant that does something of its own about some requests. */
export function handle(
  concerned: (request: BrokenRequest) => boolean,
  answerIt: (request: BrokenRequest, forward: Forward, world: World) => Promise<BrokenResponse>,
): (world: World) => Break {
  return (world) => async (sound, forward) => (concerned(sound) ? answerIt(sound, forward, world) : forward(sound))
}

/** An answer without a body. */
export function empty(status: number): BrokenResponse {
  return { status, headers: {}, body: Buffer.alloc(0) }
}

/** An answer in JSON. */
export function json(status: number, value: unknown): BrokenResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) }
}

/** An error in the OData envelope. */
export function refusal(status: number, code: string): BrokenResponse {
  return json(status, { error: { code, message: 'No.' } })
}

/** Changes the JSON of an answer; the text stays as it is where it is none. */
// biome-ignore lint/suspicious/noExplicitAny: mutants break shapes, so no shape can be promised
export function jsonOf(response: BrokenResponse, change: (value: any) => unknown): BrokenResponse {
  const value = JSON.parse(response.body.toString('utf8'))
  return { ...response, body: Buffer.from(JSON.stringify(change(value) ?? value)) }
}

const path = ({ url }: BrokenRequest) => url.split('?')[0] ?? ''

/** The metadata of one picture, or the collection of one. */
export const isMetadata = (asked: BrokenRequest) => asked.method === 'GET' && /\/picture(\([^/]*\))?$/.test(path(asked))
/** The bytes, whatever is done with them. */
export const isContentUrl = (asked: BrokenRequest) => /\/(pictureContent|content)$/.test(path(asked))
/** A download. */
export const isDownload = (asked: BrokenRequest) => asked.method === 'GET' && isContentUrl(asked)
/** An upload. */
export const isUpload = ({ method }: BrokenRequest) => method === 'PATCH'
/** A delete. */
export const isDelete = ({ method }: BrokenRequest) => method === 'DELETE'
/** A list of entities, or a page of it. */
export const isList = (asked: BrokenRequest) => asked.method === 'GET' && /\/companies\([^)]*\)\/\w+$/.test(path(asked))
/** One entity. */
export const isEntity = (asked: BrokenRequest) =>
  asked.method === 'GET' && /\/companies\([^)]*\)\/\w+\([^)]*\)$/.test(path(asked))
/** The list of companies. */
export const isCompanies = (asked: BrokenRequest) => /\/companies$/.test(path(asked))
/** The service description. */
export const isServiceMetadata = (asked: BrokenRequest) => /\/\$metadata$/.test(path(asked))

/** Narrows a condition to answers that tell of a picture, not of an error. */
export const when =
  (concerned: (asked: BrokenRequest) => boolean, status = 200) =>
  (asked: BrokenRequest, sound: BrokenResponse) =>
    concerned(asked) && sound.status === status

/** Changes the one picture of a metadata answer: beta and v1.0 have it in a collection. */
// biome-ignore lint/suspicious/noExplicitAny: mutants break shapes, so no shape can be promised
export function pictureOf(response: BrokenResponse, change: (picture: any) => void): BrokenResponse {
  return jsonOf(response, (value) => {
    change(value.value?.[0] ?? value)
  })
}

/** The URL of an entity's picture content, from any URL at or below the entity. */
export function contentUrl({ url }: BrokenRequest): string {
  const [, entity, id] = /^(.*\/companies\([^)]*\)\/\w+\(([^)]*)\))/.exec(url) ?? []
  return /\/api\/v2\.0\//.test(url) ? `${entity}/picture/pictureContent` : `${entity}/picture(${id})/content`
}

/** Reads the content that an entity has now; undefined without a picture. */
export async function currentContent(asked: BrokenRequest, forward: Forward, world: World) {
  const headers = { host: asked.headers.host ?? '', authorization: world.authorization }
  const answered = await forward({ method: 'GET', url: contentUrl(asked), headers, body: Buffer.alloc(0) })
  return answered.status === 200 ? answered.body : undefined
}

/** Puts content back, or takes it away, behind the caller's back. */
export async function putContent(asked: BrokenRequest, forward: Forward, world: World, content: Buffer | undefined) {
  const url = contentUrl(asked)
  const headers = { host: asked.headers.host ?? '', authorization: world.authorization, 'if-match': '*' }
  await forward(
    content
      ? { method: 'PATCH', url, headers: { ...headers, 'content-type': 'application/octet-stream' }, body: content }
      : { method: 'DELETE', url: url.replace(/\/\w+$/, ''), headers, body: Buffer.alloc(0) },
  )
}
