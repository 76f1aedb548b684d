/** Mutants whose JSON has the wrong shape, types, context or links. */
import { answer, group, isCompanies, isEntity, isList, isMetadata, jsonOf, pictureOf, when } from './mutant.ts'

// biome-ignore lint/suspicious/noExplicitAny: mutants break shapes, so no shape can be promised
const picture = (change: (picture: any) => void) => answer(when(isMetadata), (sound) => pictureOf(sound, change))

const isPictureList = ({ method, url }: { method: string; url: string }) => method === 'GET' && /\/picture$/.test(url)

/** Wrong shapes and types. */
export const SHAPES = group('json', {
  'width-string': [
    'width is a string',
    picture((value) => {
      value.width = String(value.width)
    }),
  ],
  'width-negative': [
    'width is negative',
    picture((value) => {
      value.width = -Math.abs(value.width || 1)
    }),
  ],
  'width-fraction': [
    'width has a fraction',
    picture((value) => {
      value.width += 0.5
    }),
  ],
  'height-missing': [
    'height is missing',
    picture((value) => {
      delete value.height
    }),
  ],
  'content-type-null': [
    'contentType is null without a picture',
    picture((value) => {
      value.contentType ||= null
    }),
  ],
  'content-type-renamed': [
    'contentType is called mimeType',
    picture((value) => {
      value.mimeType = value.contentType
      delete value.contentType
    }),
  ],
  'id-no-guid': [
    'the id of a picture is a number',
    picture((value) => {
      value.id = '12345'
    }),
  ],
  'id-other': [
    'the id of a picture is not that of its entity',
    picture((value) => {
      value.id = '11111111-2222-4333-8444-555555555555'
    }),
  ],
  'parent-type-missing': [
    'parentType is missing',
    picture((value) => {
      delete value.parentType
    }),
  ],
  'parent-type-wrong': [
    'parentType is Item whatever the entity is',
    picture((value) => {
      if (value.parentType === 'Customer') value.parentType = 'Item'
    }),
  ],
  'size-swapped': [
    'width and height are swapped',
    picture((value) => {
      const { width, height } = value
      Object.assign(value, { width: height, height: width })
    }),
  ],
  'size-constant': [
    'every picture is said to be 100×100',
    picture((value) => {
      if (value.width > 0) Object.assign(value, { width: 100, height: 100 })
    }),
  ],
  'etag-missing': [
    'a picture has no @odata.etag',
    picture((value) => {
      delete value['@odata.etag']
    }),
  ],
  'etag-quoted-twice': [
    '@odata.etag has quotes within its quotes',
    picture((value) => {
      value['@odata.etag'] = value['@odata.etag']?.replace(/"(.*)"/, '""$1""')
    }),
  ],
  'etag-unquoted': [
    '@odata.etag has no quotes',
    picture((value) => {
      value['@odata.etag'] = value['@odata.etag']?.replaceAll('"', '')
    }),
  ],
  'not-json': [
    'metadata ends in the middle',
    answer(when(isMetadata), (sound) => ({ ...sound, body: sound.body.subarray(0, -5) })),
  ],
  'single-as-collection': [
    'v2.0 answers a collection',
    answer(when(isMetadata), (sound) =>
      jsonOf(sound, (value) => ({ '@odata.context': value['@odata.context'], value: [value] })),
    ),
  ],
  'collection-as-single': [
    'v1.0 answers a single object',
    answer(when(isPictureList), (sound) => jsonOf(sound, (value) => value.value[0])),
    'v1.0',
  ],
  'collection-of-two': [
    'the collection of v1.0 holds two pictures',
    answer(when(isPictureList), (sound) =>
      jsonOf(sound, (value) => {
        value.value.push(value.value[0])
      }),
    ),
    'v1.0',
  ],
  'collection-empty': [
    'the collection of beta is empty where there is no picture',
    answer(when(isPictureList), (sound) =>
      jsonOf(sound, (value) => {
        value.value = value.value.filter(({ width }: { width: number }) => width > 0)
      }),
    ),
    'beta',
  ],
  'keyed-differs': [
    'v1.0 tells another size under the key than in the collection',
    answer(
      (asked, { status }) => status === 200 && isMetadata(asked) && /\/picture\([^)]*\)$/.test(asked.url),
      (sound) =>
        jsonOf(sound, (value) => {
          value.width += 1
        }),
    ),
    'v1.0',
  ],
  'list-no-array': [
    'the value of a list is an object',
    answer(when(isList), (sound) =>
      jsonOf(sound, (value) => {
        value.value = { ...value.value }
      }),
    ),
  ],
  'date-no-date': [
    'lastModifiedDateTime is no date',
    answer(when(isEntity), (sound) =>
      jsonOf(sound, (value) => {
        value.lastModifiedDateTime = 'yesterday'
      }),
    ),
  ],
  'number-as-number': [
    'the number of an entity is a number',
    answer(when(isList), (sound) =>
      jsonOf(sound, (value) => {
        for (const row of value.value) if (row.number) row.number = 1896
      }),
    ),
  ],
  'entity-other': [
    'an entity read by its id has another name',
    answer(when(isEntity), (sound) =>
      jsonOf(sound, (value) => {
        value.displayName = `${value.displayName} (copy)`
      }),
    ),
  ],
  'company-twice': [
    'a company is listed twice',
    answer(when(isCompanies), (sound) =>
      jsonOf(sound, (value) => {
        value.value.push(value.value[0])
      }),
    ),
  ],
  'company-version-number': [
    'the systemVersion of a company is a number',
    answer(when(isCompanies), (sound) =>
      jsonOf(sound, (value) => {
        for (const row of value.value) row.systemVersion = 28
      }),
    ),
  ],
})

const context = (change: (url: string) => string | undefined, concerned = isMetadata) =>
  answer(when(concerned), (sound) =>
    jsonOf(sound, (value) => {
      value['@odata.context'] = change(value['@odata.context'])
    }),
  )

const links = (change: (link: string) => string | undefined, only = /media(Edit|Read)Link$/) =>
  picture((value) => {
    for (const name of Object.keys(value)) if (only.test(name)) value[name] = change(value[name])
  })

/** Wrong contexts and links. */
export const LINKS = group('links', {
  'context-missing': ['@odata.context is missing', context(() => undefined)],
  'context-other-entity': [
    '@odata.context names another entity',
    context((url) => url.replace(/\(\w{8}-/g, '(00000000-')),
  ],
  'context-other-version': ['@odata.context is of v1.0', context((url) => url.replace('/api/v2.0/', '/api/v1.0/'))],
  'context-other-set': [
    'the context of a list names another set',
    context((url) => url.replace(/\/(\w+)$/, '/nothing'), isList),
  ],
  'read-link-missing': ['the read link is missing', links(() => undefined, /mediaReadLink$/)],
  'links-missing': [
    'the links are missing where there is no picture',
    picture((value) => {
      if (value.width === 0) for (const name of Object.keys(value)) if (/Link$/.test(name)) delete value[name]
    }),
  ],
  'links-foreign': [
    'the links lead to a store of files on another host',
    links((link) => link?.replace(/^.*\(([^)]*)\)\/picture.*$/, 'https://example.com/files/$1.png')),
  ],
  'links-foreign-version': [
    'the links lead to v1.0 on another host',
    links((link) => link?.replace(/^http:.*\/api\/v2\.0\//, 'https://example.com/BC/api/v1.0/')),
  ],
  'links-relative': ['the links are relative', links((link) => link?.replace(/^http:\/\/[^/]+/, ''))],
  'edit-link-other': [
    'the edit link leads to another entity',
    links((link) => link?.replace(/s\(\w{8}-(?=[^)]*\)\/picture)/, 's(00000000-'), /mediaEditLink$/),
  ],
  'read-link-dead': [
    'the read link leads to content instead of pictureContent',
    links((link) => link?.replace('pictureContent', 'content'), /mediaReadLink$/),
  ],
  'links-without-key': [
    'the links of v1.0 lack the key',
    answer(when(isMetadata), (sound) =>
      pictureOf(sound, (value) => {
        for (const name of Object.keys(value))
          if (/Link$/.test(name)) value[name] = value[name].replace(/picture\([^)]*\)/, 'picture')
      }),
    ),
    'v1.0',
  ],
  'next-link-foreign': [
    'the next link leads to another host',
    answer(when(isList), (sound) =>
      jsonOf(sound, (value) => {
        value['@odata.nextLink'] &&= value['@odata.nextLink'].replace(/^http:\/\/[^/]+/, 'https://example.com')
      }),
    ),
  ],
})
