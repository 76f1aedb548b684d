/** How to call a code generator, and a program that uses what it makes. */
export interface Generator {
  readonly name: string
  /** The command, without `npx`; `CONTRACT` stands for the path of the bundled contract, `BASE_URL` for the server. */
  readonly command: readonly string[]
  /** Which node_modules have the command: the tests' own, or the project's. */
  readonly from: 'generators' | 'project'
  /** Packages that the generated code imports. */
  readonly needs: readonly string[]
  /** Files to write before the generator runs. */
  readonly files?: Readonly<Record<string, string>>
  /** Body of `roundTrip`: uploads `image` (a Blob) and returns what a download gives. */
  readonly program: string
}

const params = `{ companyId, itemId }`

/** The generators that docs/generate.md says work, with what has to be set by hand. */
export const GENERATORS: readonly Generator[] = [
  {
    name: 'openapi-typescript',
    command: ['openapi-typescript', 'CONTRACT', '-o', 'src/api.ts'],
    from: 'project',
    needs: ['openapi-fetch'],
    program: `
import createClient from 'openapi-fetch'
import type { paths } from './api.js'
export async function roundTrip({ baseUrl, token, companyId, itemId, image }: Input): Promise<Blob> {
  const client = createClient<paths>({ baseUrl, headers: { Authorization: 'Bearer ' + token } })
  const path = '/companies({companyId})/items({itemId})/picture/pictureContent'
  const upload = await client.PATCH(path, {
    params: { path: ${params}, header: { 'If-Match': '*' } },
    headers: { 'Content-Type': 'application/octet-stream' },
    // \`format: binary\` is a string in its types, and its own serializer makes {} of a Blob.
    body: image as unknown as string,
    bodySerializer: (body) => body,
  })
  if (!upload.response.ok) throw new Error(String(upload.response.status))
  const { data } = await client.GET(path, { params: { path: ${params} }, parseAs: 'blob' })
  return data as Blob
}`,
  },
  {
    name: 'hey-api',
    command: ['openapi-ts', '-i', 'CONTRACT', '-o', 'src/api', '-c', '@hey-api/client-fetch', '--no-log-file'],
    from: 'generators',
    needs: [],
    program: `
import { client } from './api/client.gen.js'
import { downloadItemPicture, uploadItemPicture } from './api/sdk.gen.js'
export async function roundTrip({ baseUrl, token, companyId, itemId, image }: Input): Promise<Blob> {
  // It applies every kind of authentication and the last one wins: answer for bearer alone.
  client.setConfig({ baseUrl, auth: ({ scheme }) => (scheme === 'bearer' ? token : undefined) })
  const path = ${params}
  await uploadItemPicture({ path, headers: { 'If-Match': '*' }, body: image, throwOnError: true })
  const { data } = await downloadItemPicture({ path, parseAs: 'blob', throwOnError: true })
  return data as Blob
}`,
  },
  {
    name: 'orval',
    command: ['orval', '--config', 'orval.config.mjs'],
    from: 'generators',
    needs: [],
    files: {
      'orval.config.mjs': `export default {
  pictures: { input: 'CONTRACT', output: { target: 'src/api.ts', client: 'fetch', baseUrl: 'BASE_URL' } },
}`,
    },
    program: `
import { downloadItemPicture, uploadItemPicture } from './api.js'
export async function roundTrip({ token, companyId, itemId, image }: Input): Promise<Blob> {
  // Headers are not in its signatures.
  const headers = { Authorization: 'Bearer ' + token }
  const upload = await uploadItemPicture(companyId, itemId, image, {}, { headers: { ...headers, 'If-Match': '*', 'Content-Type': 'application/octet-stream' } })
  if (upload.status !== 204) throw new Error(String(upload.status))
  const { data } = await downloadItemPicture(companyId, itemId, {}, { headers })
  return data as Blob
}`,
  },
  {
    name: 'redocly generate-client',
    command: ['redocly', 'generate-client', 'CONTRACT', '-o', 'src/api.ts'],
    from: 'project',
    needs: [],
    program: `
import { client, configure } from './api.js'
export async function roundTrip({ baseUrl, token, companyId, itemId, image }: Input): Promise<Blob> {
  configure({ serverUrl: baseUrl, headers: { Authorization: 'Bearer ' + token } })
  const path = ${params}
  await client.uploadItemPicture({ path, body: image, headers: { 'If-Match': '*' } })
  return client.downloadItemPicture({ path })
}`,
  },
  {
    name: 'openapi-zod-client',
    command: ['openapi-zod-client', 'CONTRACT', '-o', 'src/api.ts'],
    from: 'generators',
    needs: ['@zodios', 'axios', 'zod'],
    program: `
import { createApiClient } from './api.js'
export async function roundTrip({ baseUrl, token, companyId, itemId, image }: Input): Promise<Blob> {
  // The download is typed as void, so responses are not validated; axios has to be asked for bytes.
  const api = createApiClient(baseUrl, { validate: 'request', axiosConfig: { headers: { Authorization: 'Bearer ' + token } } })
  const file = new File([image], 'image')
  await api.uploadItemPicture(file, { params: ${params}, headers: { 'If-Match': '*' } })
  const bytes: unknown = await api.downloadItemPicture({ params: ${params}, responseType: 'arraybuffer' })
  return new Blob([bytes as ArrayBuffer])
}`,
  },
  {
    name: 'ng-openapi-gen',
    command: ['ng-openapi-gen', '--input', 'CONTRACT', '--output', 'src/api'],
    from: 'generators',
    needs: ['@angular', 'rxjs', 'tslib'],
    program: `
import '@angular/compiler'
import { HttpClient, provideHttpClient, withFetch, withInterceptors } from '@angular/common/http'
import { createEnvironmentInjector, type EnvironmentInjector, Injector, provideZonelessChangeDetection, ɵINJECTOR_SCOPE } from '@angular/core'
import { firstValueFrom } from 'rxjs'
import { downloadItemPicture$Any } from './api/fn/items/download-item-picture-any.js'
import { uploadItemPicture } from './api/fn/items/upload-item-picture.js'
export async function roundTrip({ baseUrl, token, companyId, itemId, image }: Input): Promise<Blob> {
  const signIn = withInterceptors([(request, next) => next(request.clone({ setHeaders: { Authorization: 'Bearer ' + token } }))])
  // An application without a page: what Angular provides in its root is provided here.
  const root = { provide: ɵINJECTOR_SCOPE, useValue: 'root' }
  const injector = createEnvironmentInjector([root, provideZonelessChangeDetection(), provideHttpClient(withFetch(), signIn)], Injector.NULL as EnvironmentInjector)
  const http = injector.get(HttpClient)
  await firstValueFrom(uploadItemPicture(http, baseUrl, { ...${params}, 'If-Match': '*', body: image }))
  const { body } = await firstValueFrom(downloadItemPicture$Any(http, baseUrl, ${params}))
  return body
}`,
  },
]
