/*
 * The code samples of the references: every operation in curl, TypeScript, Python and PHP, made from the contract.
 * They use the contract's example ids, which the emulator's demo company has, and are run against it in tests.
 */
import type { ApiVersion } from '../../versions.ts'

/** A parameter of the contract, as far as samples need it. */
interface Parameter {
  readonly name: string
  readonly in: string
  readonly example?: string
}

/** A bundled contract, as far as samples need it. */
export interface Bundle {
  readonly paths: Record<string, Record<string, unknown>>
  readonly components: { readonly parameters: Record<string, Parameter> }
}

/** A sample as Redoc and other readers of `x-codeSamples` expect it. */
export interface CodeSample {
  readonly lang: string
  readonly label: string
  readonly source: string
}

/** What an operation does, which decides how its samples look. */
type Kind = 'metadata' | 'companies' | 'list' | 'entity' | 'picture' | 'download' | 'upload' | 'delete'

/** An operation with everything that a sample says. */
interface Call {
  readonly version: ApiVersion
  readonly kind: Kind
  /** Path with the example ids, after the base URL. */
  readonly path: string
  readonly template: string
  readonly ids: Readonly<Record<string, string>>
  readonly parent: string
}

const METHODS = ['get', 'patch', 'delete']

/** Returns a copy of a bundle in which every operation has samples in every language. */
export function withSamples(bundle: Bundle, version: ApiVersion): Bundle {
  const copy = structuredClone(bundle)
  for (const [template, item] of Object.entries(copy.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as { parameters?: unknown[]; 'x-codeSamples'?: CodeSample[] } | undefined
      if (!operation) continue
      const parameters = [...((item.parameters as unknown[]) ?? []), ...(operation.parameters ?? [])]
      operation['x-codeSamples'] = samplesOf(callOf(copy, version, method, template, parameters))
    }
  }
  return copy
}

function callOf(bundle: Bundle, version: ApiVersion, method: string, template: string, parameters: unknown[]): Call {
  const ids: Record<string, string> = {}
  for (const given of parameters) {
    const reference = (given as { $ref?: string }).$ref?.replace('#/components/parameters/', '')
    const {
      name,
      in: place,
      example = '',
    } = reference ? (bundle.components.parameters[reference] as Parameter) : (given as Parameter)
    if (place === 'path') ids[name] = example
  }
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '')
  const parent = /\}\)\/(\w+)/.exec(template)?.[1] ?? ''
  return { version, kind: kindOf(method, template), path, template, ids, parent }
}

function kindOf(method: string, template: string): Kind {
  if (method === 'patch') return 'upload'
  if (method === 'delete') return 'delete'
  if (template === '/$metadata') return 'metadata'
  if (template === '/companies') return 'companies'
  if (/content$/i.test(template)) return 'download'
  if (/\/picture(\(.*\))?$/.test(template)) return 'picture'
  return template.endsWith(')') ? 'entity' : 'list'
}

function samplesOf(call: Call): CodeSample[] {
  return [
    { lang: 'Shell', label: 'curl', source: curl(call) },
    { lang: 'TypeScript', label: 'TypeScript', source: typescript(call) },
    { lang: 'Python', label: 'Python', source: python(call) },
    { lang: 'PHP', label: 'PHP', source: php(call) },
  ]
}

/** The query of the lists' samples: enough to see how one is written. */
const QUERY: Partial<Record<Kind, string>> = { list: '$top=5&$expand=picture' }

const isWrite = (kind: Kind) => kind === 'upload' || kind === 'delete'

function curl({ kind, path }: Call): string {
  const query = QUERY[kind] ? `?${QUERY[kind]}` : ''
  // In double quotes the shell would replace $metadata, $top and $expand.
  const url = `"$BC_BASE_URL"'${path}${query}'`
  const lines = [`curl --fail ${url}`, '--header "Authorization: Bearer $BC_TOKEN"']
  if (kind === 'upload') lines.splice(1, 0, '--request PATCH')
  if (kind === 'delete') lines.splice(1, 0, '--request DELETE')
  if (isWrite(kind)) lines.push("--header 'If-Match: *'")
  if (kind === 'upload') lines.push("--header 'Content-Type: application/octet-stream'", '--data-binary @picture.png')
  if (kind === 'download') lines.push('--output picture')
  return lines.join(' \\\n  ')
}

function typescript({ version, kind, template, ids, parent }: Call): string {
  const id = Object.values(ids)[1] ?? ''
  const setUp = (company: boolean) => [
    "import { createPictureClient } from 'bc-pictures'",
    ...(kind === 'upload' ? ["import { readFile } from 'node:fs/promises'"] : []),
    ...(kind === 'download' ? ["import { writeFile } from 'node:fs/promises'"] : []),
    '',
    'const bc = createPictureClient({',
    '  baseUrl: process.env.BC_BASE_URL!,',
    `  apiVersion: '${version}',`,
    '  auth: process.env.BC_TOKEN,',
    ...(company ? [`  company: '${ids.companyId}',`] : []),
    '})',
  ]
  const picture = `bc.picture('${parent}', '${id}')`
  const raw = (params: string) => [
    ...setUp(false),
    `const { data } = await bc.raw.GET('${template}'${params})`,
    'console.log(data)',
  ]
  const path = `{ ${Object.entries(ids)
    .map(([name, value]) => `${name}: '${value}'`)
    .join(', ')} }`
  const bodies: Record<Kind, () => string[]> = {
    metadata: () => raw(''),
    companies: () => raw(''),
    entity: () => raw(`, {\n  params: { path: ${path} },\n}`),
    list: () => [
      ...setUp(true),
      `for await (const entity of bc.list('${parent}', { expandPicture: true })) {`,
      '  console.log(entity.id, entity.picture)',
      '}',
    ],
    picture: () => [
      ...setUp(true),
      `const info = await ${picture}.info()`,
      'console.log(info.exists, info.width, info.height, info.contentType)',
    ],
    download: () => [
      ...setUp(true),
      `const content = await ${picture}.download()`,
      "if (content) await writeFile('picture', await content.bytes()) // null: there is no image",
    ],
    upload: () => [...setUp(true), `await ${picture}.upload(await readFile('picture.png'))`],
    delete: () => [...setUp(true), `await ${picture}.delete()`],
  }
  return bodies[kind]().join('\n')
}

function python({ kind, path }: Call): string {
  const method = { upload: 'patch', delete: 'delete' }[kind as string] ?? 'get'
  const headers = ['"Authorization": f"Bearer {os.environ[\'BC_TOKEN\']}"']
  if (isWrite(kind)) headers.push('"If-Match": "*"')
  if (kind === 'upload') headers.push('"Content-Type": "application/octet-stream"')
  const url = `    os.environ["BC_BASE_URL"] + "${path}",`
  const call = (more: string[] = []) => [
    `response = requests.${method}(`,
    url,
    ...(QUERY[kind] ? ['    params={"$top": 5, "$expand": "picture"},'] : []),
    headers.length === 1
      ? `    headers={${headers[0]}},`
      : ['    headers={', ...headers.map((one) => `        ${one},`), '    },'].join('\n'),
    ...more,
    ')',
    'response.raise_for_status()',
  ]
  const head = ['import os', '', 'import requests', '']
  if (kind === 'upload') {
    const [open, ...rest] = ['with open("picture.png", "rb") as image:', ...call(['    data=image,']).slice(0, -1)]
    return [
      ...head,
      open,
      ...rest.flatMap((line) => line.split('\n')).map((line) => `    ${line}`),
      'response.raise_for_status()',
    ].join('\n')
  }
  const ends: Partial<Record<Kind, string[]>> = {
    download: [
      'if response.status_code != 204:  # 204: there is no image',
      '    with open("picture", "wb") as file:',
      '        file.write(response.content)',
    ],
    metadata: ['print(response.text)'],
    delete: [],
  }
  return [...head, ...call(), ...(ends[kind] ?? ['print(response.json())'])].join('\n')
}

function php({ kind, path }: Call): string {
  const query = QUERY[kind] ? `?${QUERY[kind]}` : ''
  const headers = ["'Authorization: Bearer ' . getenv('BC_TOKEN')"]
  if (isWrite(kind)) headers.push("'If-Match: *'")
  if (kind === 'upload') headers.push("'Content-Type: application/octet-stream'")
  const options = [
    ...(isWrite(kind) ? [`CURLOPT_CUSTOMREQUEST => '${kind === 'upload' ? 'PATCH' : 'DELETE'}'`] : []),
    headers.length === 1
      ? `CURLOPT_HTTPHEADER => [${headers[0]}]`
      : `CURLOPT_HTTPHEADER => [\n        ${headers.join(',\n        ')},\n    ]`,
    ...(kind === 'upload' ? ["CURLOPT_POSTFIELDS => file_get_contents('picture.png')"] : []),
    'CURLOPT_RETURNTRANSFER => true',
    'CURLOPT_FAILONERROR => true',
  ]
  const ends: Partial<Record<Kind, string[]>> = {
    download: ["if ($body !== '') file_put_contents('picture', $body); // empty: there is no image"],
    metadata: ['echo $body;'],
    upload: [],
    delete: [],
  }
  return [
    '<?php',
    `$request = curl_init(getenv('BC_BASE_URL') . '${path}${query}');`,
    'curl_setopt_array($request, [',
    ...options.map((option) => `    ${option},`),
    ']);',
    '$body = curl_exec($request);',
    'if ($body === false) throw new RuntimeException(curl_error($request));',
    ...(ends[kind] ?? ['print_r(json_decode($body, true));']),
  ].join('\n')
}
