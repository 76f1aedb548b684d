import { page } from './page.ts'

/** What the start page tells of one version of the contract. */
export interface Contract {
  version: string
  paths: Record<string, Record<string, unknown>>
}

const NOTES: Record<string, string> = {
  'v2.0':
    'The current API. One picture object per parent, <code>picture/pictureContent</code> for the image. Contacts and item variants as well.',
  'v1.0':
    'The API before it, still served. A collection with one picture, <code>picture({id})/content</code> for the image.',
  beta: 'The first API, removed in Business Central 19. Same shape as v1.0.',
}

/** The page that links the reference of each version, newest first. */
export function startPage(contracts: Contract[]): string {
  const cards = contracts.toReversed().map(card).join('\n')
  return page(
    'Business Central pictures: API reference',
    `<body>
<h1>Pictures in Business Central</h1>
<p>The API reference of the picture endpoints of Microsoft Dynamics 365 Business Central: metadata as JSON, images as bytes, in three versions.</p>
<ul>
${cards}
</ul>
<p>Three things to know first: a parent <em>without</em> an image returns 200 with width and height 0; the one way to create or replace an image is
<code>PATCH</code> of the content with <code>If-Match</code>; and Business Central saves images anew, so a download need not equal the file that you sent.</p>
<p><a href="facts.html">What Business Central really does with pictures</a>: every fact with its evidence, and the checks and tests that stand on it.</p>
<footer>An independent description. Not made or endorsed by Microsoft.</footer>
</body>`,
  )
}

function card({ version, paths }: Contract): string {
  const operations = Object.values(paths).flatMap((item) => Object.keys(item).filter((key) => METHODS.has(key)))
  return `<li><a href="${version}.html"><strong>${version}</strong><p>${NOTES[version] ?? ''}</p><span>${operations.length} operations</span></a></li>`
}

const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete'])
