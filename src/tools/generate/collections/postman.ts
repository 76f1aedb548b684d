import { type CollectionRequest, type Field, PICTURE, type RequestCollection } from './requests.ts'

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

/** Fails a run, in Postman and in newman, if a request is refused. */
const SUCCEEDS = ["pm.test('succeeds', () => pm.response.to.be.success)"]

/** Writes a collection in the format of Postman, version 2.1, which Insomnia, Hoppscotch and others read as well. */
export function postmanCollection({ name, description, variables, folders }: RequestCollection): string {
  const collection = {
    info: { name, description, schema: SCHEMA },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: SUCCEEDS } }],
    variable: Object.entries(variables).map(([key, value]) => ({ key, value, type: 'string' })),
    item: folders.map((folder) => ({
      name: folder.name,
      description: folder.description,
      item: folder.requests.map(itemOf),
    })),
  }
  return `${JSON.stringify(collection, null, 2)}\n`
}

function itemOf({ name, description, method, path, query, headers, uploads }: CollectionRequest): object {
  const sent = query.filter(({ enabled }) => enabled).map((field) => `${field.name}=${field.value}`)
  return {
    name,
    request: {
      description,
      method,
      header: [
        ...headers.map(fieldOf),
        ...(uploads ? [{ key: 'Content-Type', value: 'application/octet-stream', disabled: false }] : []),
      ],
      url: {
        raw: `{{baseUrl}}${path}${sent.length > 0 ? `?${sent.join('&')}` : ''}`,
        host: ['{{baseUrl}}'],
        path: path.slice(1).split('/'),
        query: query.map(fieldOf),
      },
      ...(uploads && { body: { mode: 'file', file: { src: PICTURE } } }),
    },
  }
}

const fieldOf = ({ name, value, description, enabled }: Field) => ({
  key: name,
  value,
  description,
  disabled: !enabled,
})
