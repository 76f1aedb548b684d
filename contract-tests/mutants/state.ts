/** Mutants that do not do what they say. */
import type { Break } from '../../src/test-support/broken-server.ts'
import {
  currentContent,
  empty,
  group,
  handle,
  isDelete,
  isDownload,
  isEntity,
  isMetadata,
  isUpload,
  jsonOf,
  pictureOf,
  putContent,
  type World,
} from './mutant.ts'

/** Remembers what it was first told under a key, and repeats it. */
function remembering(): (key: string, value: unknown) => unknown {
  const first = new Map<string, unknown>()
  return (key, value) => {
    if (!first.has(key)) first.set(key, value)
    return first.get(key)
  }
}

/** Repeats some properties of a picture's metadata as they were at first. */
function frozenMetadata(names: readonly string[], concerned: (picture: Record<string, unknown>) => boolean) {
  return (): Break => {
    const first = remembering()
    return async (asked, forward) => {
      const sound = await forward(asked)
      if (!isMetadata(asked) || sound.status !== 200) return sound
      return pictureOf(sound, (picture) => {
        if (!concerned(picture)) return
        for (const name of names) picture[name] = first(`${picture.id} ${name}`, picture[name])
      })
    }
  }
}

/** Lets an answer pass, and undoes what was done. */
function undone(concerned: (before: Buffer | undefined) => boolean) {
  return handle(isUpload, async (asked, forward, world) => {
    const before = await currentContent(asked, forward, world)
    const answered = await forward(asked)
    if (answered.status === 204 && concerned(before)) await putContent(asked, forward, world, before)
    return answered
  })
}

function frozenDates(moves: (method: string) => boolean) {
  return (): Break => {
    const shown = new Map<string, string>()
    let last = 'PATCH'
    return async (asked, forward) => {
      const sound = await forward(asked)
      if (['PATCH', 'DELETE'].includes(asked.method) && sound.status === 204) last = asked.method
      if (!isEntity(asked) || sound.status !== 200) return sound
      return jsonOf(sound, (entity) => {
        const old = shown.get(entity.id)
        if (old !== undefined && !moves(last)) entity.lastModifiedDateTime = old
        shown.set(entity.id, entity.lastModifiedDateTime)
      })
    }
  }
}

/** Does what it has just refused. */
function doneAllTheSame(status: number, method: string) {
  return handle(
    (asked) => asked.method === method,
    async (asked, forward, { authorization }) => {
      const answered = await forward(asked)
      const headers = { ...asked.headers, authorization, 'if-match': '*' }
      if (answered.status === status) await forward({ ...asked, headers })
      return answered
    },
  )
}

/** Does the same to the next entity of the same kind. */
function alsoToTheNext(method: string, when: (sound: { status: number }) => boolean = ({ status }) => status === 204) {
  return handle(
    (asked) => asked.method === method,
    async (asked, forward, { ids, authorization }) => {
      const sound = await forward(asked)
      const [, set = '', id = ''] = /\/(\w+)\(([0-9a-f-]{36})\)\/picture/.exec(asked.url) ?? []
      const list = ids[set] ?? []
      const next = list[(list.indexOf(id) + 1) % list.length]
      const headers = { ...asked.headers, authorization, 'if-match': '*' }
      if (when(sound) && next) await forward({ ...asked, headers, url: asked.url.replaceAll(id, next) })
      return sound
    },
  )
}

/** Wrong state. */
export const STATE = group('state', {
  'delete-does-nothing': ['a delete returns 204 and does nothing', handle(isDelete, async () => empty(204))],
  'first-read-old': [
    'the first download after an upload is what was there before',
    (world: World) => {
      const old = new Map<string, Buffer | undefined>()
      return async (asked, forward) => {
        if (isUpload(asked)) {
          const before = await currentContent(asked, forward, world)
          const answered = await forward(asked)
          if (answered.status === 204) old.set(asked.url, before)
          return answered
        }
        const sound = await forward(asked)
        if (!isDownload(asked) || sound.status !== 200 || !old.has(asked.url)) return sound
        const before = old.get(asked.url)
        old.delete(asked.url)
        return before ? { ...sound, body: before } : empty(204)
      }
    },
  ],
  'delete-keeps-bytes': [
    'after a delete the bytes are still there',
    (world: World) => {
      const bytes = new Map<string, Buffer>()
      return async (asked, forward) => {
        if (isDelete(asked)) {
          const before = await currentContent(asked, forward, world)
          const answered = await forward(asked)
          if (answered.status === 204 && before) bytes.set(asked.url, before)
          return answered
        }
        if (isUpload(asked)) bytes.delete(asked.url.replace(/\/\w+$/, ''))
        const answered = await forward(asked)
        const kept = bytes.get(asked.url.replace(/\/\w+$/, ''))
        const headers = { 'content-type': 'application/octet-stream' }
        return isDownload(asked) && kept && answered.status === 204 ? { status: 200, headers, body: kept } : answered
      }
    },
  ],
  'upload-dropped': ['an upload returns 204 and is dropped', undone(() => true)],
  'upload-onto-nothing-dropped': ['an upload onto nothing is dropped', undone((before) => before === undefined)],
  'replace-dropped': ['a replacement is dropped', undone((before) => before !== undefined)],
  'replace-appends': [
    'a replacement is appended to the picture',
    handle(isUpload, async (asked, forward, world) => {
      const before = await currentContent(asked, forward, world)
      return forward({ ...asked, body: Buffer.concat([before ?? Buffer.alloc(0), asked.body]) })
    }),
  ],
  'second-delete-fails': [
    'a delete where there is no picture returns 500',
    handle(isDelete, async (asked, forward, world) => {
      const before = await currentContent(asked, forward, world)
      const answered = await forward(asked)
      return answered.status === 204 && !before ? { ...answered, status: 500 } : answered
    }),
  ],
  'metadata-not-updated': [
    'width and height stay what they were',
    frozenMetadata(['width', 'height'], ({ width }) => Number(width) > 0),
  ],
  'metadata-after-delete': [
    'after a delete the metadata still tells of the picture',
    frozenMetadata(['width', 'height', 'contentType'], () => true),
  ],
  'type-after-delete': ['after a delete contentType stays', frozenMetadata(['contentType'], () => true)],
  'expand-not-updated': [
    '$expand=picture stays what it was',
    () => {
      const first = remembering()
      return async (asked, forward) => {
        const sound = await forward(asked)
        if (!isEntity(asked) || sound.status !== 200 || !asked.url.includes('$expand')) return sound
        return jsonOf(sound, (entity) => {
          entity.picture = first(entity.id, entity.picture)
        })
      }
    },
  ],
  'dates-frozen': ['lastModifiedDateTime never moves', frozenDates(() => false)],
  'date-not-moved-by-delete': [
    'a delete does not move lastModifiedDateTime',
    frozenDates((method) => method === 'PATCH'),
  ],
  'date-backwards': [
    'lastModifiedDateTime moves backwards',
    () => async (asked, forward) => {
      const sound = await forward(asked)
      if (!isEntity(asked) || sound.status !== 200) return sound
      return jsonOf(sound, (entity) => {
        const time = Date.parse(entity.lastModifiedDateTime)
        entity.lastModifiedDateTime = new Date(4e12 - time).toISOString()
      })
    },
  ],
  'stale-upload-done': ['a stale upload returns 409 and is done', doneAllTheSame(409, 'PATCH')],
  'stale-delete-done': ['a stale delete returns 409 and is done', doneAllTheSame(409, 'DELETE')],
  'unsigned-upload-done': ['an upload without credentials returns 401 and is done', doneAllTheSame(401, 'PATCH')],
  'unsigned-delete-done': ['a delete without credentials returns 401 and is done', doneAllTheSame(401, 'DELETE')],
  'upload-without-if-match-done': ['an upload without If-Match returns 400 and is done', doneAllTheSame(400, 'PATCH')],
  'empty-upload-empties': [
    'an upload without a body returns 400 and takes the picture away',
    handle(isUpload, async (asked, forward, world) => {
      const answered = await forward(asked)
      if (asked.body.length === 0 && answered.status === 400) {
        await putContent(asked, forward, world, Buffer.from('nothing'))
      }
      return answered
    }),
  ],
  'post-done': [
    'POST answers 405 and is done',
    handle(
      ({ method }) => method === 'POST' || method === 'PUT',
      async (asked, forward) => {
        const answered = await forward(asked)
        await forward({ ...asked, method: 'PATCH' })
        return answered
      },
    ),
  ],
  'upload-to-next': ['an upload changes the next entity as well', alsoToTheNext('PATCH')],
  'delete-from-next': ['a delete takes the picture of the next entity as well', alsoToTheNext('DELETE')],
  'upload-to-other-kind': [
    'an upload to a customer changes an item as well',
    handle(isUpload, async (asked, forward, { ids }) => {
      const sound = await forward(asked)
      const item = ids.items?.[0] ?? ''
      if (sound.status === 204 && asked.url.includes('/customers(')) {
        await forward({ ...asked, url: asked.url.replace(/\/customers\([^)]*\)/, `/items(${item})`) })
      }
      return sound
    }),
  ],
  'other-parent-found': [
    'an entity is found among another kind',
    handle(
      () => true,
      async (asked, forward, { ids }) => {
        const stray = /\/(\w+)\(([0-9a-f-]{36})\)\/picture/.exec(asked.url)
        const home = Object.keys(ids).find((set) => ids[set]?.includes(stray?.[2] ?? ''))
        const moved = stray && home && home !== stray[1]
        return forward(moved ? { ...asked, url: asked.url.replace(`/${stray[1]}(`, `/${home}(`) } : asked)
      },
    ),
  ],
})
