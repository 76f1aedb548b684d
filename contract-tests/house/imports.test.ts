import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { circles, filesBelow, importsOf, reachable, readImports, root } from './imports.ts'
import { isTest, ROOMS, roomOf, STRANGERS } from './rooms.ts'

const imports = readImports('src', 'contract-tests', 'bench')
const edges = [...imports].flatMap(([file, targets]) => targets.map((target) => ({ file, target })))
const said = ({ file, target }: { file: string; target: string }) => `${file} imports ${target}`

it('no files import each other in a circle', () => {
  expect(circles(imports)).toEqual([])
})

it('a circle would be found, also one of types and of dynamic imports', () => {
  const files = {
    'src/a.ts': `import type { B } from './b/b.ts'`,
    'src/b/b.ts': `export * from './c.ts'`,
    'src/b/c.ts': `const a = await import('../a.ts')`,
    'src/d.ts': `import { a } from './a.ts'`,
  }
  const graph = new Map(Object.entries(files).map(([file, text]) => [file, importsOf(file, text)]))
  expect(circles(graph)).toEqual([['src/a.ts', 'src/b/b.ts', 'src/b/c.ts']])
})

it('every folder of src is a room', () => {
  const rooms = new Set(filesBelow('src').flatMap((file) => /^src\/([^/]+)\//.exec(file)?.[1] ?? []))
  expect([...rooms].sort()).toEqual(Object.keys(ROOMS).sort())
})

it('a room imports only what it stands on', () => {
  const wrong = edges.filter(({ file, target }) => {
    const [room, other] = [roomOf(file), roomOf(target)]
    return room && other && other !== room && !ROOMS[room]?.includes(other)
  })
  expect(wrong.map(said)).toEqual([])
})

it('what is no test imports no test, apart from the programs in src/tools', () => {
  const wrong = edges.filter(({ file, target }) => !isTest(file) && isTest(target) && !file.startsWith('src/tools/'))
  expect(wrong.map(said)).toEqual([])
})

it('no test imports a bench', () => {
  expect(edges.filter(({ file, target }) => isTest(file) && target.startsWith('bench/')).map(said)).toEqual([])
})

it('a test of one room lies in that room, and imports no other', () => {
  const wrong = edges.filter(({ file, target }) => {
    const room = /^src\/([^/]+)\/(.+\/)?test\//.exec(file)?.[1]
    if (!room || !/^(src|bench|contract-tests)\//.test(target)) return false
    const allowed = [room, 'test-support', ...(ROOMS[room] ?? [])]
    return !/^src\/[^/]+$/.test(target) && !allowed.some((other) => target.startsWith(`src/${other}/`))
  })
  expect(wrong.map(said)).toEqual([])
})

it('every test lies in the test folder of a room, or in a folder of contract-tests', () => {
  const tests = [...imports.keys()].filter((file) => file.endsWith('.test.ts'))
  const wrong = tests.filter((file) => !/^(src\/[^/]+\/test\/|contract-tests\/[^/]+\/)/.test(file))
  expect(wrong).toEqual([])
  expect(tests.length).toBeGreaterThan(50)
})

it('a test in contract-tests brings two rooms together, or a room and a stranger', () => {
  const tests = [...imports.keys()].filter((file) => /^contract-tests\/.*\.test\.ts$/.test(file))
  const wrong = tests.filter((file) => {
    if (STRANGERS.some((folder) => file.startsWith(`contract-tests/${folder}/`))) return false
    const reached = [...reachable(imports, file)].filter((target) => !target.startsWith('src/tools/'))
    const rooms = new Set(reached.flatMap((target) => roomOf(target) ?? []))
    // The command is started as a program, and the contract is read as a document.
    if (reached.includes('src/test-support/bc-pictures.ts')) rooms.add('cli')
    if (reached.includes('contract-tests/support/contract.ts')) rooms.add('contract')
    rooms.delete('test-support')
    return rooms.size < 2
  })
  expect(wrong).toEqual([])
})

it('no program lies among the tests: every file there is a test, or is imported or started by another one', () => {
  const used = new Set([...imports.values()].flat())
  const texts = [...imports.keys()].filter(isTest).map((file) => readFileSync(join(root, file), 'utf8'))
  const isStarted = (file: string) => texts.some((text) => new RegExp(`['/]${basename(file)}['\`]`).test(text))
  const wrong = [...imports.keys()].filter((file) => isTest(file) && !file.endsWith('.test.ts') && !used.has(file))
  expect(wrong.filter((file) => !isStarted(file))).toEqual([])
})
