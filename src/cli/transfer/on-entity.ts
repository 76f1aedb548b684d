import type { Picture } from '../../client/index.ts'
import { findListed, readAddress } from '../../transfer/entity-address.ts'
import { escapeText } from '../../transfer/text.ts'
import { type Listed, pictureOf } from '../../transfer/transfer-client.ts'
import { Busy } from './busy.ts'
import { runCommand } from './run-command.ts'
import { openSession, type SessionFlags } from './session.ts'

/** The entity that a command was given, and its picture. */
export interface OnEntity {
  readonly entity: Listed
  readonly picture: Picture
  /** The entity as a message names it, such as `items:1896-S`. */
  readonly shown: string
  readonly signal: AbortSignal
  /** Says on a terminal what goes on. It has to be done before something is printed. */
  readonly busy: Busy
}

/**
 * Runs a command that works on the picture of one entity.
 * @param address `PARENTS:NUMBER` or `PARENTS:ID`, as it was typed
 * @param prepare checks what else was typed, before the entity is looked up
 * @param work gives the exit code
 */
export function runOnEntity<T>(
  address: string,
  flags: SessionFlags,
  prepare: () => Promise<T>,
  work: (on: OnEntity, prepared: T) => Promise<number>,
): Promise<void> {
  return runCommand(async (signal) => {
    const { client } = openSession(flags)
    const named = readAddress(address, client.apiVersion)
    const prepared = await prepare()
    const busy = new Busy(`Looking up ${escapeText(address)}`)
    try {
      const entity = await findListed(client, named, signal)
      const shown = `${entity.parents}:${escapeText(entity.number)}`
      return await work({ entity, picture: pictureOf(client, entity), shown, signal, busy }, prepared)
    } finally {
      busy.done()
    }
  })
}

/** For a command that was given nothing but the entity. */
export const nothingElse = async (): Promise<void> => {}
