export { API_VERSIONS, type ApiVersion } from '../versions.ts'
export type { BinaryBody } from './binary-body.ts'
export { type ClientCredentialsOptions, clientCredentials } from './client-credentials.ts'
export type { Clock } from './clock.ts'
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
export type { CallOptions, PictureClientOptions, Progress, RetryOptions } from './options.ts'
export type {
  DeleteOptions,
  DownloadOptions,
  Picture,
  PictureContent,
  PictureInfo,
  UploadOptions,
} from './picture.ts'
export {
  type Company,
  createPictureClient,
  type Entity,
  type ListOptions,
  type Parent,
  type PictureClient,
  type WithPicture,
} from './picture-client.ts'
export {
  createRawClient,
  type PathsByVersion,
  type RawClient,
  type RawClientOptions,
  type RawRequest,
} from './raw-client.ts'
export { type AccessToken, type Auth, basic, type TokenCredential } from './sign-in.ts'
export type { OpenStream, UploadBody } from './source.ts'
