export { API_VERSIONS, type ApiVersion } from '../versions.ts'
export type { BinaryBody } from './binary-body.ts'
export { createRawClient, type PathsByVersion, type RawClient, type RawClientOptions } from './raw-client.ts'
