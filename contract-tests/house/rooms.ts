/** The rooms of the repository, and what each may import. docs/architecture.md says what they are for. */

/** By folder of `src/`, the other folders that it may import. All may import the files that lie directly in `src/`. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  client: [],
  transfer: ['client'],
  node: ['client', 'transfer'],
  emulator: [],
  verify: [],
  generate: [],
  cli: ['client', 'node', 'transfer', 'emulator', 'verify', 'generate'],
  'test-support': [],
  tools: ['client', 'node', 'transfer', 'emulator', 'verify', 'cli', 'test-support'],
}

/** Folders of `contract-tests/` whose judge is no room of `src/`: a tool, a runtime, a page of facts. */
export const STRANGERS: readonly string[] = [
  'action',
  'azure-identity',
  'browser',
  'collections',
  'contract',
  'docs',
  'dredd',
  'generators',
  'house',
  'odata2ts',
  'package',
  'prism',
  'respect',
  'runtimes',
  'samples',
  'specmatic',
  'workflows',
]

/** The room of `src/` that a path lies in, without its tests; undefined for everything else. */
export function roomOf(path: string): string | undefined {
  const room = /^src\/([^/]+)\//.exec(path)?.[1]
  return room !== undefined && !isTest(path) ? room : undefined
}

/** Whether a path lies among tests. */
export function isTest(path: string): boolean {
  return path.startsWith('contract-tests/') || /^src\/([^/]+\/)+test\//.test(path) || path.endsWith('.test.ts')
}
