import { type CollectionRequest, type Field, PICTURE, type RequestCollection, type RequestFolder } from './requests.ts'

/** Writes a collection in the format of Bruno: file names within the collection's folder, and contents. */
export function brunoCollection(collection: RequestCollection): Map<string, string> {
  const { name, description, variables, folders } = collection
  const files = new Map([
    [
      'bruno.json',
      `${JSON.stringify({ version: '1', name, type: 'collection', ignore: ['node_modules'] }, null, 2)}\n`,
    ],
    [
      'collection.bru',
      blocks([
        ['auth', ['mode: bearer']],
        ['auth:bearer', ['token: {{token}}']],
        ['vars:pre-request', Object.entries(variables).map(([key, value]) => `${key}: ${value}`)],
        ['tests', ["test('succeeds', () => {", '  expect(res.getStatus()).to.be.within(200, 299)', '})']],
        ['docs', description.split('\n')],
      ]),
    ],
  ])
  folders.forEach((folder, index) => {
    const place = fileName(folder.name)
    files.set(`${place}/folder.bru`, folderFile(folder, index + 1))
    folder.requests.forEach((request, at) => {
      files.set(`${place}/${fileName(request.name)}.bru`, requestFile(request, at + 1))
    })
  })
  return files
}

function folderFile({ name, description }: RequestFolder, order: number): string {
  return blocks([
    ['meta', [`name: ${name}`, `seq: ${order}`]],
    ['auth', ['mode: inherit']],
    ['docs', description.split('\n')],
  ])
}

function requestFile(request: CollectionRequest, order: number): string {
  const { name, description, method, path, query, headers, uploads } = request
  const sent = query.filter(({ enabled }) => enabled).map((field) => `${field.name}=${field.value}`)
  const url = `{{baseUrl}}${path}${sent.length > 0 ? `?${sent.join('&')}` : ''}`
  return blocks([
    ['meta', [`name: ${name}`, 'type: http', `seq: ${order}`]],
    [method.toLowerCase(), [`url: ${url}`, `body: ${uploads ? 'file' : 'none'}`, 'auth: inherit']],
    ['params:query', query.map(line)],
    ['headers', headers.map(line)],
    ['body:file', uploads ? [`file: @file(${PICTURE}) @contentType(application/octet-stream)`] : []],
    ['docs', description.split('\n')],
  ])
}

/** What is not sent has a tilde before it. */
const line = ({ name, value, enabled }: Field) => `${enabled ? '' : '~'}${name}: ${value}`

/** Blocks of Bruno's language, without those that are empty. */
function blocks(given: readonly (readonly [name: string, lines: readonly string[]])[]): string {
  return given
    .filter(([, lines]) => lines.some((text) => text !== ''))
    .map(([name, lines]) => `${name} {\n${lines.map((text) => (text === '' ? '' : `  ${text}`)).join('\n')}\n}\n`)
    .join('\n')
}

/** A name that every file system takes. */
const fileName = (name: string) => name.replace(/[^\w ]/g, '').trim()
