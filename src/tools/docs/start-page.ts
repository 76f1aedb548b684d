/** What the start page tells of one version of the contract. */
export interface Contract {
  version: string
  paths: Record<string, Record<string, unknown>>
}

const NOTES: Record<string, string> = {
  'v2.0':
    'The current API. One picture object per entity, <code>picture/pictureContent</code> for the bytes; contacts and item variants as well.',
  'v1.0':
    'The API before it, still served. A collection with one picture, <code>picture({id})/content</code> for the bytes.',
  beta: 'The first API and its Microsoft Graph relatives. Same shape as v1.0.',
}

/** The page that links the reference of each version, newest first. */
export function startPage(contracts: Contract[]): string {
  const cards = contracts.toReversed().map(card).join('\n')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Business Central pictures: API reference</title>
<style>
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e8ecf2); --soft: light-dark(#5b6675, #9aa6b6); --edge: light-dark(#d8dee6, #36404d); --mark: light-dark(#00666e, #5fd0d8) }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 1.25rem; font: 1rem/1.6 system-ui, sans-serif; color: var(--ink); background: light-dark(#fff, #14181e) }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem }
p { margin: .5rem 0 }
a { color: var(--mark) }
ul { list-style: none; padding: 0; margin: 2rem 0; display: grid; gap: 1rem }
li a { display: block; padding: 1rem 1.25rem; border: 1px solid var(--edge); border-radius: .5rem; color: inherit; text-decoration: none }
li a:hover, li a:focus-visible { border-color: var(--mark); outline: 2px solid var(--mark) }
li strong { font-size: 1.2rem; color: var(--mark) }
li span, footer { color: var(--soft); font-size: .9rem }
code { font-family: ui-monospace, monospace; font-size: .92em }
</style>
</head>
<body>
<h1>Pictures in Business Central</h1>
<p>The API reference of the picture endpoints of Microsoft Dynamics 365 Business Central: metadata as JSON, content as bytes, in three versions.</p>
<ul>
${cards}
</ul>
<p>Three things to know first: an entity <em>without</em> a picture answers 200 with width and height 0; the one way to create or replace a picture is
<code>PATCH</code> of the content with <code>If-Match</code>; and the etag may not change with the image, so compare bytes where it matters.</p>
<footer>An independent description. Not made or endorsed by Microsoft.</footer>
</body>
</html>
`
}

function card({ version, paths }: Contract): string {
  const operations = Object.values(paths).flatMap((item) => Object.keys(item).filter((key) => METHODS.has(key)))
  return `<li><a href="${version}.html"><strong>${version}</strong><p>${NOTES[version] ?? ''}</p><span>${operations.length} operations</span></a></li>`
}

const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete'])
