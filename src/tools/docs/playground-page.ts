import { renderMarkdown } from './markdown.ts'

/** The page to try things out: a few examples that can be changed, and the gallery. */
export function playgroundBody(): string {
  const { html } = renderMarkdown(EXAMPLES, 'docs/playground.md')
  return `${html}<section class="page-gallery" data-show aria-label="Pictures in the emulator"></section>`
}

const SET_UP = `import { createPictureClient } from 'bc-pictures'
import { createEmulator } from 'bc-pictures/emulator'

const { fetch, baseUrls } = await createEmulator()
const bc = createPictureClient({ baseUrl: baseUrls['v2.0'], apiVersion: 'v2.0', auth: 'any-token', fetch })
`

const EXAMPLES = `# Playground

Everything here runs in this page: the client, and an emulator of Business Central with a demo company. There is no server and no sign-up, and nothing leaves your browser. Change an example with *Edit*, run it, and look at the gallery below.

## Read

\`\`\`js run
${SET_UP}
for await (const item of bc.list('items', { expandPicture: true })) {
  console.log(item.number, item.picture.exists ? \`\${item.picture.width}×\${item.picture.height}\` : 'no image')
}
\`\`\`

## Upload

\`\`\`js run
${SET_UP}
// Draws an image, so that there is one to upload.
const canvas = new OffscreenCanvas(320, 240)
const pen = canvas.getContext('2d')
pen.fillStyle = '#00626a'
pen.fillRect(0, 0, 320, 240)
pen.fillStyle = 'white'
pen.font = '40px sans-serif'
pen.fillText('Hello', 110, 130)
const image = await canvas.convertToBlob({ type: 'image/png' })

const { entity } = await findFirst()
const picture = bc.picture('items', entity.id)
await picture.upload(image)
const stored = await picture.download()
console.log('sent', image.size, 'bytes; stored', (await stored.bytes()).length, 'bytes')
console.log(await picture.info())

async function findFirst() {
  for await (const entity of bc.list('items')) return { entity }
}
\`\`\`

## Replace only what you have seen

\`\`\`js run
${SET_UP}
for await (const item of bc.list('items')) {
  const picture = bc.picture('items', item.id)
  const { etag } = await picture.info()
  await picture.upload(new Blob([await (await picture.download()).bytes()]), { ifMatch: etag })
  // The etag is out of date now, so the server refuses it.
  await picture.upload(new Blob(['something else']), { ifMatch: etag, anyFormat: true }).catch((error) => console.log(error))
  break
}
\`\`\`

## Delete

\`\`\`js run
${SET_UP}
for await (const item of bc.list('items', { expandPicture: true })) {
  if (!item.picture.exists) continue
  await bc.picture('items', item.id).delete()
  console.log('deleted the picture of', item.number)
  break
}
\`\`\`
`
