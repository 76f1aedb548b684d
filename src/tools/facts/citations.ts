/** Who stands on which fact: `x-facts` in the contract, `facts` of the checks, `fact:ID` in code and tests. */
import { readFile } from 'node:fs/promises'
import { CHECKS } from '../../verify/index.ts'
import { API_VERSIONS } from '../../versions.ts'
import { factsOf, readPage } from './facts.ts'
import { filesOf } from './files.ts'

/** A column of the matrix. */
export type Room = 'contract' | 'emulator' | 'client' | 'checks' | 'tests'

/** The columns, in order. */
export const ROOMS: readonly Room[] = ['contract', 'emulator', 'client', 'checks', 'tests']

/** One place that stands on a fact. */
export interface Citation {
  readonly fact: string
  readonly room: Room
  /** An operation or component of the contract, a check's id, or a file. */
  readonly where: string
}

/** Every citation in the repository at `root`. A place that cites a fact twice is named once. */
export async function collectCitations(root: string): Promise<Citation[]> {
  const known = new Set(factsOf(await readPage()).map(({ id }) => id))
  const found = [...(await ofContract(root)), ...ofChecks(), ...(await ofFiles(root, known))]
  const seen = new Map(found.map((citation) => [`${citation.fact} ${citation.room} ${citation.where}`, citation]))
  return [...seen.values()]
}

/**
 * The facts that a text cites as `fact:ID`. A test with a table of cases writes `fact:%s` in its name and the ids in its
 * rows: there, every quoted id of `known` counts.
 */
export function citedIn(text: string, known: ReadonlySet<string> = new Set()): string[] {
  const direct = [...text.matchAll(/\bfact:([a-z0-9]+(?:-[a-z0-9]+)*)/g)].map(([, id]) => id as string)
  if (!text.includes('fact:%s')) return direct
  const quoted = [...text.matchAll(/'([a-z0-9]+(?:-[a-z0-9]+)+)'/g)].map(([, id]) => id as string)
  return [...direct, ...quoted.filter((id) => known.has(id))]
}

async function ofContract(root: string): Promise<Citation[]> {
  const bundles = API_VERSIONS.map(async (version) => {
    const text = await readFile(`${root}/generated/openapi/${version}.json`, 'utf8')
    return citedBelow(JSON.parse(text), 'the service')
  })
  return (await Promise.all(bundles)).flat()
}

type Node = Record<string, unknown>

/** The `x-facts` at and below a node. What has no name of its own goes by the name of what it is part of. */
function citedBelow(value: unknown, name: string): Citation[] {
  if (typeof value !== 'object' || value === null) return []
  const node = value as Node
  const own = nameOf(node) ?? name
  const facts = (node['x-facts'] ?? []) as string[]
  const here = facts.map((fact): Citation => ({ fact, room: 'contract', where: own }))
  const below = Object.entries(node).flatMap(([key, child]) => {
    const isComponents = key === 'components' && typeof child === 'object' && child !== null
    return isComponents ? componentsBelow(child as Record<string, Node>) : citedBelow(child, own)
  })
  return [...here, ...below]
}

function componentsBelow(sections: Record<string, Node>): Citation[] {
  return Object.values(sections).flatMap((section) =>
    Object.entries(section).flatMap(([key, component]) => citedBelow(component, key)),
  )
}

function nameOf({ operationId, name }: Node): string | undefined {
  if (typeof operationId === 'string') return operationId
  return typeof name === 'string' && /^[A-Z]/.test(name) ? name : undefined
}

function ofChecks(): Citation[] {
  return CHECKS.flatMap(({ id, facts }) => facts.map((fact): Citation => ({ fact, room: 'checks', where: id })))
}

async function ofFiles(root: string, known: ReadonlySet<string>): Promise<Citation[]> {
  const citations = (await filesOf(root)).map(async ({ path, read }) => {
    const room = roomOf(path)
    if (room === undefined) return []
    return citedIn(await read(), known).map((fact): Citation => ({ fact, room, where: path }))
  })
  return (await Promise.all(citations)).flat()
}

/** Code of verify counts by its checks alone. */
function roomOf(path: string): Room | undefined {
  if (path.startsWith('contract-tests/') || /\/test\//.test(path)) return 'tests'
  if (path.startsWith('src/emulator/')) return 'emulator'
  return /^src\/(client|node|generate|cli)\//.test(path) ? 'client' : undefined
}
