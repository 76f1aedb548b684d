import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../emulator/index.ts'
import { bcPictures } from '../../test-support/bc-pictures.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** The running command, and the first line of its output. */
async function start(...flags: string[]) {
  const child = spawn(process.execPath, [main, 'emulator', '--port', '0', ...flags])
  const ended = once(child, 'exit')
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
  return {
    line: String(line),
    stderr: () => stderr,
    async stop(signal: 'SIGINT' | 'SIGTERM') {
      const begin = performance.now()
      child.kill(signal)
      const [code, killedBy] = await ended
      return { code, killedBy, seconds: (performance.now() - begin) / 1000 }
    },
  }
}

describe('bc-pictures emulator', () => {
  it('prints where it is in one line of JSON once it can be used', async () => {
    const emulator = await start('--json')
    const { url, ...rest } = JSON.parse(emulator.line)
    expect(rest).toEqual({
      gallery: `${url}/_emulator/`,
      companyId: '29a080a9-8dde-4d41-bc50-b9aac6b1ee1b',
      companyName: 'CRONUS International Ltd.',
      baseUrls: { beta: `${url}/BC/api/beta`, 'v1.0': `${url}/BC/api/v1.0`, 'v2.0': `${url}/BC/api/v2.0` },
    })
    expect(await (await fetch(`${url}/_emulator/health`)).json()).toEqual({ status: 'ok' })
    expect(await emulator.stop('SIGTERM')).toMatchObject({ code: 0 })
    expect(emulator.stderr()).toBe('')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 0 within two seconds of %s, also amid an upload',
    async (signal) => {
      const emulator = await start('--json')
      const { url, baseUrls } = JSON.parse(emulator.line)
      const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
      const content = 'items(07493b2c-d676-4d09-ba8c-fc03607cab76)/picture/pictureContent'
      socket.write(
        `PATCH ${new URL(baseUrls['v2.0']).pathname}/${content} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a\r\n` +
          'If-Match: *\r\nContent-Length: 1000\r\n\r\nonly the beginning',
      )
      await once(socket, 'connect')
      const { code, killedBy, seconds } = await emulator.stop(signal)
      expect({ code, killedBy }).toEqual({ code: 0, killedBy: null })
      expect(seconds).toBeLessThan(2)
    },
  )

  it('warns when other machines can reach it', async () => {
    const open = await start('--json', '--host', '0.0.0.0')
    await open.stop('SIGTERM')
    expect(open.stderr()).toMatch(/^warning: .* without signing in\.\n$/)
  })

  describe('refuses in one sentence, with 2,', () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bc-pictures-command-'))
      await writeFile(join(folder, 'seed.json'), '{"entities":[{"set":"items"}]}')
      await writeFile(join(folder, 'diary.txt'), 'not ours')
    })
    afterAll(() => rm(folder, { recursive: true }))

    it.each([
      ['a port that is none', () => ['--port', '70000'], /port/],
      ['a seed that does not validate', () => ['--seed', join(folder, 'seed.json')], /seed\.json.*number/s],
      ['a seed that is not there', () => ['--seed', join(folder, 'none.json')], /none\.json/],
      ['a folder of another kind', () => ['--data', folder], /bc-pictures-command-/],
      ['a rule that does not parse', () => ['--fault', 'PATCH everything'], /PATCH everything/],
      ['a sign-in that is unknown', () => ['--auth', 'ntlm'], /ntlm.*bearer/s],
      ['a limit that is unknown', () => ['--limits', 'speed=3'], /speed/],
      ['a quirk that is unknown', () => ['--quirk', 'stale-etag=418'], /418|stale-etag/],
      ['a certificate without its key', () => ['--tls-cert', join(folder, 'diary.txt')], /key/],
    ])('%s', async (_, flags, names) => {
      const { code, stdout, stderr } = await bcPictures(['emulator', '--port', '0', ...flags()])
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/^error: [^\n]+\n$/)
      expect(stderr).toMatch(names)
    })

    it('a port that is in use', async () => {
      await using other = await startEmulator()
      const { code, stderr } = await bcPictures(['emulator', '--port', String(other.port)])
      expect(code).toBe(2)
      expect(stderr).toMatch(/^error: Port \d+ on 127\.0\.0\.1 is in use/)
    })
  })
})
