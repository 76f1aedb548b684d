import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deadLinks } from '../support/links.ts'
import { filesBelow, root } from './imports.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const pages = filesBelow('*.md', 'docs', 'openapi').filter((file) => file.endsWith('.md'))

describe('the links within the repository', () => {
  it.each(pages)('lead somewhere from %s', (page) => {
    expect(deadLinks(root, page, read(page))).toEqual([])
  })

  it('would be found dead', () => {
    const links = '[a](nowhere.md) [b](README.md#no-such-heading) [c](#here) [d](#there)\n\n## Here\n'
    expect(deadLinks(root, 'CONTRIBUTING.md', links)).toEqual(['nowhere.md', 'README.md#no-such-heading', '#there'])
  })
})

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md')
  const foldersOf = (pattern: RegExp) =>
    [...new Set(filesBelow('.').flatMap((file) => pattern.exec(file)?.[1] ?? []))].filter((name) => name !== '')

  it('lists every folder at the top, and every room of src', () => {
    const folders = [...foldersOf(/^([a-z-]+)\//), ...foldersOf(/^(src\/[^/]+)\//)].filter((name) => name !== 'src')
    expect(folders.filter((folder) => !text.includes(`| \`${folder}/\` |`))).toEqual([])
  })

  it('lists every folder of contract-tests', () => {
    const folders = foldersOf(/^contract-tests\/([^/]+)\//)
    expect(folders.filter((folder) => !text.includes(`| \`${folder}/\` |`))).toEqual([])
  })

  it('lists every wing of the emulator', () => {
    const folders = foldersOf(/^src\/emulator\/([^/]+)\//)
    expect(folders.filter((folder) => !text.includes(`\`${folder}/\``))).toEqual([])
  })

  it('names no folder of the tables that is gone', () => {
    const named = [...text.matchAll(/^\| `([a-z0-9/-]+)\/` \|/gm)].map(([, folder = '']) => folder)
    const places = ['', 'contract-tests/', 'src/emulator/']
    expect(named.filter((folder) => !places.some((place) => existsSync(join(root, place + folder))))).toEqual([])
  })
})

it.each(['CONTRIBUTING.md', 'docs/architecture.md'])('every path that %s names exists', (page) => {
  const named = [...read(page).matchAll(/`((?:src|contract-tests|docs|openapi|bench)\/[\w./-]*)`/g)].map(
    ([, path = '']) => path,
  )
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  expect(named.length).toBeGreaterThan(10)
})
