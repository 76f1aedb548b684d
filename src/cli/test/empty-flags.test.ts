import { expect, it } from 'vitest'
import { bcPictures } from '../../test-support/bc-pictures.ts'

const GIVE = 'give it a value, or leave it out. Is a variable not set?'

/** Flags that take a text, each with a command that would do more, or something else, without it. */
it.concurrent.each([
  [['list', 'items', '--filter', ''], `'--filter <odata>' is empty: ${GIVE}`],
  [['list', 'items', '--filter', ' '], `'--filter <odata>' is empty: ${GIVE}`],
  [['list', 'items', '--filter='], `'--filter <odata>' is empty: ${GIVE}`],
  [['list', 'items', '--company', ''], `'--company <name-or-id>' is empty: ${GIVE}`],
  [['list', 'items', '--base-url', ''], `'--base-url <url>' is empty: ${GIVE}`],
  [['list', 'items', '--credentials', ''], `'--credentials <file>' is empty: ${GIVE}`],
  [['get', 'items:1000', '-o', ''], `'-o, --output <file>' is empty: ${GIVE}`],
  [['pull', 'items', '.', '--filter', ''], `'--filter <odata>' is empty: ${GIVE}`],
  [['pull', 'items', '.', '--report', ''], `'--report <file>' is empty: ${GIVE}`],
  [['push', '.', '--map', ''], `'--map <csv>' is empty: ${GIVE}`],
  [['push', '.', '--parents', ''], `'--parents <sets>' is empty: ${GIVE}`],
  [['push', '.', '--undo', ''], `'--undo <run>' is empty: ${GIVE}`],
  [['emulator', '--token', ''], `'--token <t>' is empty: ${GIVE}`],
  [['emulator', '--fault', 'GET ** 500', '--fault', ''], `'--fault <rule>' is empty: ${GIVE}`],
  [['verify', '--out', ''], `'--out <file>' is empty: ${GIVE}`],
  [['generate', '--out', ''], "'--out <dir>' is empty: give it a value. Is a variable not set?"],
])('an empty flag is refused, not passed over: %j', async (command, sentence) => {
  expect(await bcPictures(command)).toEqual({ code: 2, stdout: '', stderr: `error: option ${sentence}\n` })
})

it.concurrent('an empty file of an upload is refused', async () => {
  const env = { BC_BASE_URL: 'http://127.0.0.1:9/api/v2.0', BC_TOKEN: 'x' }
  const { code, stderr } = await bcPictures(['put', 'items:1000', ''], { env })
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'error: The argument <file> is empty: name a PNG, JPEG, GIF or BMP.\n',
  })
})
