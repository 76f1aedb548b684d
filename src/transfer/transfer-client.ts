import type { CallOptions, Picture, PictureInfo } from '../client/index.ts'
import type { ApiVersion } from '../versions.ts'
import type { ParentSet } from './parents.ts'

/** What bulk transfer needs of a picture client: any `PictureClient` fits. */
export interface TransferClient {
  readonly baseUrl: string
  readonly apiVersion: ApiVersion
  companyId(options?: CallOptions): Promise<string>
  picture(parents: never, id: string): Picture
  list(parents: never, options?: object): AsyncGenerator<unknown, void, undefined>
}

/** An entity of a list, as far as transfer looks at it. */
export interface Listed {
  readonly parents: ParentSet
  /** The SystemId, in lower case. */
  readonly id: string
  /** The number; of an item variant `ITEM/CODE`. */
  readonly number: string
  /** `lastModifiedDateTime` as the server wrote it; empty where there is none. */
  readonly modified: string
  /** These only where the list was asked for them. */
  readonly name?: string
  readonly gtin?: string
  readonly picture?: PictureInfo
}

/** The picture of an entity. */
export function pictureOf(client: TransferClient, { parents, id }: Pick<Listed, 'parents' | 'id'>): Picture {
  return client.picture(parents as never, id)
}
