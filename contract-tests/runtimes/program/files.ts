import { readdir, readFile, writeFile } from 'node:fs/promises'
import type * as Files from '../../../src/node/index.ts'
import { type Check, holds, imageOf, rejection, type Stage, same, sha256 } from './stage.ts'

const large = imageOf(9_000_000, 5)

/** What `bc-pictures/node` does with files, wherever there is `node:fs`. */
export function fileChecks({ bc, settings, client, picture, fault, stored }: Stage, files: typeof Files): Check[] {
  const { folder = '.' } = settings
  const hashOf = async (path: string) => sha256(await readFile(path))
  return [
    {
      name: 'uploads a file, and downloads it to another',
      async run() {
        await writeFile(`${folder}/up.png`, large)
        await files.uploadFrom(picture(), `${folder}/up.png`)
        same(await stored(), await sha256(large), 'what is stored')
        const down = await files.downloadTo(picture(), `${folder}/down.png`)
        same([down?.size, await hashOf(`${folder}/down.png`)], [large.length, await sha256(large)], 'the file')
      },
    },
    {
      name: 'uploads a file again after 429 and broken connections, unchanged',
      async run() {
        await writeFile(`${folder}/up.png`, large)
        await fault('PATCH ** 429 retry-after=0 times=2', 'PATCH ** drop on=request after=50000 times=2')
        await files.uploadFrom(picture(), `${folder}/up.png`)
        same(await stored(), await sha256(large), 'what is stored')
      },
    },
    {
      name: 'downloads to a file anew when the connection breaks in the middle',
      async run() {
        await picture().upload(large)
        await fault('GET ** drop after=5000000 times=1')
        await files.downloadTo(picture(), `${folder}/down.png`)
        same(await hashOf(`${folder}/down.png`), await sha256(large), 'the file')
      },
    },
    {
      name: 'leaves the file as it was, and no other behind, when a download fails or there is no picture',
      async run() {
        await writeFile(`${folder}/down.png`, 'as it was')
        const before = await readdir(folder)
        await picture().upload(large)
        await fault('GET **/pictureContent drop after=8999999')
        const broken = picture({ retry: { limit: 1, delay: 1 } })
        await rejection(files.downloadTo(broken, `${folder}/down.png`), bc.isNetworkError, 'a broken download')
        await rejection(files.downloadTo(picture(), `${folder}/nowhere/x.png`), () => true, 'no such folder')
        const bare = client().picture('items', settings.bareItem)
        same(await files.downloadTo(bare, `${folder}/down.png`), null, 'without a picture')
        same(await readdir(folder), before, 'the folder')
        same(await readFile(`${folder}/down.png`, 'utf8'), 'as it was', 'the file')
      },
    },
    {
      name: 'names the file that cannot be uploaded',
      async run() {
        await writeFile(`${folder}/empty.png`, '')
        const empty = files.uploadFrom(picture(), `${folder}/empty.png`)
        const { message } = await rejection(empty, (error) => error instanceof TypeError, 'an empty file')
        holds(message.includes('empty.png'), message)
        await rejection(
          files.uploadFrom(picture(), `${folder}/none.png`),
          (e) => (e as Error & { code: string }).code === 'ENOENT',
          'no file',
        )
      },
    },
  ]
}
