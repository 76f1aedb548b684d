import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type RequestOptions, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { makeTls } from '../http/tls.ts'
import { EmulatorStartError, startEmulator } from '../index.ts'
import { type Json, sha256 } from './support.ts'

/** A request that trusts one certificate and no other. */
function get(url: string, ca: string): Promise<Json> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = { ca, headers: { Authorization: 'Bearer t' } }
    request(url, options, async (response) => resolve(JSON.parse(await text(response))))
      .on('error', reject)
      .end()
  })
}

it('serves HTTPS with a certificate of its own, which can be trusted by its path until the end', async () => {
  const emulator = await startEmulator({ https: true })
  const path = String(emulator.certificatePath)
  const ca = await readFile(path, 'utf8')
  expect(emulator.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
  for (const host of ['127.0.0.1', 'localhost']) {
    const answer = await get(`${emulator.baseUrls['v2.0'].replace('127.0.0.1', host)}/items?$expand=picture`, ca)
    expect(answer['@odata.context']).toBe(
      `https://${host}:${emulator.port}/BC/api/v2.0/$metadata#companies(${emulator.companyId})/items`,
    )
    expect(answer.value[0].picture['pictureContent@odata.mediaReadLink']).toMatch(/^https:/)
  }
  await expect(fetch(`${emulator.url}/_emulator/health`)).rejects.toThrow()
  await emulator.close()
  await expect(stat(path)).rejects.toThrow('ENOENT')
})

it('serves HTTPS with a certificate that it is given', async () => {
  const made = await makeTls('localhost')
  const keyPath = join(tmpdir(), `bc-pictures-key-${sha256(Buffer.from(made.cert)).slice(0, 12)}.pem`)
  await writeFile(keyPath, made.key, { mode: 0o600 })
  try {
    await using emulator = await startEmulator({ tlsCert: made.certificatePath, tlsKey: keyPath })
    expect(await get(`${emulator.url}/_emulator/health`, made.cert)).toEqual({ status: 'ok' })
    const swapped = startEmulator({ tlsCert: keyPath, tlsKey: made.certificatePath })
    await expect(swapped).rejects.toBeInstanceOf(EmulatorStartError)
  } finally {
    await rm(keyPath)
    made.dispose()
  }
})

it.each([
  [{ tlsCert: 'a.pem' }, 'A certificate needs its key'],
  [{ tlsCert: 'nowhere.pem', tlsKey: 'nowhere.key' }, 'nowhere.pem cannot be read'],
])('refuses the options %j', async (options, message) => {
  await expect(startEmulator(options)).rejects.toThrow(message)
})
