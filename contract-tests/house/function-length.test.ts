import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { filesBelow, root } from './imports.ts'
import { isTest } from './rooms.ts'

/** A screen. */
const MOST_LINES = 60

/** The functions of a file that are longer than a screen. */
function longFunctions(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const [first, last] = [node.getStart(source), node.getEnd()].map(
        (at) => source.getLineAndCharacterOfPosition(at).line,
      )
      const lines = (last ?? 0) - (first ?? 0) + 1
      if (lines > MOST_LINES) found.push(`${file}:${(first ?? 0) + 1} has ${lines} lines`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

it('no function of the client is longer than a screen', () => {
  const files = filesBelow('src/client').filter((file) => file.endsWith('.ts') && !isTest(file))
  expect(files.length).toBeGreaterThan(15)
  expect(files.flatMap((file) => longFunctions(file, readFileSync(join(root, file), 'utf8')))).toEqual([])
})

it('a longer one would be found, also inside another and as an arrow', () => {
  const body = 'f()\n'.repeat(59)
  expect(longFunctions('a.ts', `const a = () => {\n${body}}`)).toEqual(['a.ts:1 has 61 lines'])
  expect(longFunctions('a.ts', `class A {\n  b() {\n${body}}\n}`)).toEqual(['a.ts:2 has 61 lines'])
  expect(longFunctions('a.ts', `function a() {\n${'f()\n'.repeat(58)}}`)).toEqual([])
})
