import type { Command } from 'commander'
import { createPictureClient, type PictureClient } from '../../client/index.ts'
import type { TransferClient } from '../../transfer/transfer-client.ts'
import type { ApiVersion } from '../../versions.ts'
import { addConnectionOptions, type Connection, type ConnectionFlags, resolveConnection } from '../connection.ts'
import { withCredentials } from '../credentials.ts'
import { learnSecrets } from '../secrets.ts'
import { Meter } from './meter.ts'
import { retryNote } from './retry-note.ts'

/** The flags of every command here. */
export interface SessionFlags extends ConnectionFlags {
  readonly credentials?: string
  /** Machines read the output: nothing is said about retries. */
  readonly json?: true
}

/** A client of the server and company that flags and environment name. */
export interface Session {
  readonly client: PictureClient<ApiVersion> & TransferClient
  readonly connection: Connection
  readonly meter: Meter
}

/** Adds the flags that say which server, which company and who signs in. */
export function addSessionOptions(command: Command): Command {
  return addConnectionOptions(
    command.option('--credentials <file>', 'file with the variables below, mode 600 (env: BC_CREDENTIALS)'),
  )
}

/** @throws ConnectionError, and TypeError of the client, for flags and environment that make no connection */
export function openSession({ credentials, json, ...flags }: SessionFlags): Session {
  const env = withCredentials(credentials)
  learnSecrets(env)
  const connection = resolveConnection(flags, env)
  const { baseUrl, apiVersion, auth, company, allowHttp } = connection
  const meter = new Meter()
  const client = createPictureClient<ApiVersion>({
    ...{ baseUrl, apiVersion, allowHttp, fetch: meter.fetch },
    ...(json ? {} : { log: retryNote() }),
    ...(auth === undefined ? {} : { auth }),
    ...(company === undefined ? {} : { company }),
  })
  return { client: client as Session['client'], connection, meter }
}
