import { removeFile } from './files/folder.ts'
import { type Received, receive } from './files/receive.ts'
import { hasItsEnd } from './images/whole.ts'
import { type Listed, pictureOf, type TransferClient } from './transfer-client.ts'

/** A picture in a file of its own. */
export interface Fetched extends Received {
  readonly file: string
  /** Whether it lacks its end, and came like that every time. */
  readonly cutShort: boolean
}

/** How often a picture is fetched that lacks its end, before it is taken as it is. */
const TRIES = 3

/**
 * Fetches a picture into a file, in place of one that is there; null where there is none. One that lacks its end is fetched again, and taken where it
 * comes alike twice: then it is stored like that.
 * @param onBytes hears of the bytes as they come
 */
export async function fetchPicture(
  client: TransferClient,
  entity: Pick<Listed, 'parents' | 'id'>,
  file: string,
  signal: AbortSignal | undefined,
  onBytes?: (count: number) => void,
): Promise<Fetched | null> {
  let before: string | undefined
  for (let attempt = 1; ; attempt += 1) {
    await removeFile(file)
    const content = await pictureOf(client, entity).download({ signal })
    if (content === null) return null
    const received = await receive(content, file, { onBytes })
    const whole = await hasItsEnd(file, received.type)
    if (whole || received.hash === before || attempt === TRIES) return { ...received, file, cutShort: !whole }
    before = received.hash
  }
}
