export { API_VERSIONS, type ApiVersion } from '../versions.ts'
export type { BinaryBody } from './bytes/binary-body.ts'
export type { OpenStream, UploadBody } from './bytes/source.ts'
export type { ByteStream, Bytes } from './bytes/streams.ts'
export type { Clock } from './clock.ts'
export type { Company } from './company.ts'
export {
  BusinessCentralError,
  ConflictError,
  type FailureDetails,
  InvalidResponseError,
  isBusinessCentralError,
  isConflictError,
  isInvalidResponseError,
  isNetworkError,
  isNotFoundError,
  isThrottledError,
  isTimeoutError,
  isUnauthorizedError,
  NetworkError,
  NotFoundError,
  ThrottledError,
  TimeoutError,
  UnauthorizedError,
} from './errors.ts'
export { findEntity } from './find-entity.ts'
export { createLimits, type LimitOptions, type Limits } from './limits.ts'
export type { Entity, ListOptions, Parent, WithPicture } from './list.ts'
export type { CallOptions, PictureClientOptions, Progress, RetryOptions } from './options.ts'
export type { FetchedResponse, FetchInit, OwnFetch } from './own-fetch.ts'
export type {
  DeleteOptions,
  DownloadOptions,
  Picture,
  PictureContent,
  UploadOptions,
} from './picture.ts'
export { createPictureClient, type PictureClient } from './picture-client.ts'
export type { PictureInfo } from './picture-info.ts'
export { createRawClient, type PathsByVersion, type RawClient } from './raw/client.ts'
export type { RawClientOptions, RawRequest } from './raw/methods.ts'
export type { LogEvent } from './request/log.ts'
export { type ClientCredentialsOptions, clientCredentials } from './sign-in/client-credentials.ts'
export { type AccessToken, type Auth, type BasicOptions, basic, type TokenCredential } from './sign-in/sign-in.ts'
