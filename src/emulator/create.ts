/// <reference lib="esnext.disposable" preserve="true" />
import { type Fetch, fetchFrom } from './in-process/fetch.ts'
import type { ApiVersion } from './model.ts'
import { type InProcessOptions, resolveInProcessOptions } from './options.ts'
import { type Controls, controlsOf, openParts } from './parts.ts'
import type { Platform } from './platform/platform.ts'
import { baseUrlsAt, tokenUrlAt } from './urls.ts'

/** An emulator without a port. */
export interface InProcessEmulator extends Controls, AsyncDisposable {
  /**
   * Answers like the global `fetch`, whose place it takes: pass it to what is to be tested. Scheme and host of a URL do
   * not matter. Faults that drop a connection reject with a TypeError, or let the body fail. It needs no `this`.
   */
  readonly fetch: Fetch
  /** What a client calls its base URL: up to and including `/api/<version>`. Nothing listens there but {@link fetch}. */
  readonly baseUrls: Readonly<Record<ApiVersion, string>>
  /** The OAuth token endpoint, with `oauth`; else undefined. */
  readonly tokenUrl: string | undefined
  /** Closes the data folder, where there is one; `fetch` rejects from then on. Does nothing the second time. */
  close(): Promise<void>
}

/** Makes an emulator without a port, on a platform. */
export async function createOn(platform: Platform, options: InProcessOptions = {}): Promise<InProcessEmulator> {
  const settings = resolveInProcessOptions(options)
  const parts = await openParts(settings, platform)
  const answer = fetchFrom(parts)
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= parts.store.close()
    return closed
  }
  return {
    ...controlsOf(parts),
    fetch: async (input, init) => {
      if (closed !== undefined) throw new TypeError('fetch failed', { cause: new Error('The emulator is closed.') })
      return answer(input, init)
    },
    baseUrls: baseUrlsAt(settings.origin),
    tokenUrl: tokenUrlAt(settings.origin, settings.auth),
    close,
    [Symbol.asyncDispose]: close,
  }
}
