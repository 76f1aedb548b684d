import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const withoutCode = (markdown: string) => markdown.replace(/^```[\s\S]*?^```/gm, '')

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(markdown: string): string[] {
  const headings = [...withoutCode(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Links of a page that lead nowhere within its folder. Links to other hosts are not followed. */
export function deadLinks(folder: string, file: string, markdown: string): string[] {
  const links = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? file : posix.join(posix.dirname(file), path)
    if (!existsSync(join(folder, target))) return true
    return (
      anchor !== undefined &&
      !anchors(target === file ? markdown : readFileSync(join(folder, target), 'utf8')).includes(anchor)
    )
  })
}
