import { expect, it } from 'vitest'
import { type EmulatorOptions, type Quirks, startEmulator } from '../index.ts'
import { pixelsOf } from './pixels.ts'
import { Api, deskId, encodedPng, onePixelPng, refusalOf, sha256 } from './support.ts'

const unknown = '00000000-0000-4000-8000-000000000000'

async function withQuirks(quirks: Partial<Quirks>, use: (api: Api) => Promise<void>, more: EmulatorOptions = {}) {
  await using emulator = await startEmulator({ quirks, ...more })
  await use(new Api(emulator, 'v2.0'))
}

it('a stale etag answers 412', () =>
  withQuirks({ 'stale-etag': '412' }, async (api) => {
    const refused = await refusalOf(await api.upload('items', deskId, onePixelPng, { 'If-Match': '"old"' }))
    expect(refused).toMatchObject({ status: 412, code: 'Request_EntityChanged' })
  }))

it('images are stored as they came', () =>
  withQuirks({ 'stored-bytes': 'verbatim' }, async (api) => {
    await api.upload('items', deskId, encodedPng)
    expect(sha256(await api.download('items', deskId))).toBe(sha256(encodedPng))
    expect(await api.picture('items', deskId)).toMatchObject({ width: 1, height: 1, contentType: 'image/png' })
  }))

it('images are stored in another form with each upload, and come in that form until the next', () =>
  withQuirks({ 'stored-bytes': 'varying' }, async (api) => {
    const seen = new Set<string>()
    for (let upload = 0; upload < 5; upload++) {
      await api.upload('items', deskId, encodedPng)
      const [first, again] = [await api.download('items', deskId), await api.download('items', deskId)]
      expect(sha256(again)).toBe(sha256(first))
      expect(await pixelsOf(first)).toEqual(await pixelsOf(encodedPng))
      seen.add(sha256(first))
    }
    expect(seen.size).toBe(5)
  }))

it('v2.0 takes the key of a picture, and only the right one', () =>
  withQuirks({ 'picture-key': 'accepted' }, async (api) => {
    expect(await api.json(`/items(${deskId})/picture(${deskId})`)).toMatchObject({ id: deskId, width: 516 })
    expect((await api.fetch(`/items(${deskId})/picture(${deskId})/pictureContent`)).status).toBe(200)
    expect((await api.fetch(`/items(${deskId})/picture(${unknown})`)).status).toBe(404)
    expect(await api.picture('items', deskId)).toMatchObject({ width: 516 })
  }))

it('every picture is image/jpeg, and none has no type', () =>
  withQuirks({ 'content-type': 'jpeg', 'download-type': 'picture' }, async (api) => {
    expect((await api.picture('items', deskId)).contentType).toBe('image/jpeg')
    const response = await api.fetch(api.contentPath('items', deskId))
    expect(response.headers.get('Content-Type')).toBe('image/jpeg')
    await api.fetch(api.picturePath('items', deskId), { method: 'DELETE' })
    expect((await api.picture('items', deskId)).contentType).toBe('')
  }))

it('the etag of a picture stays although the picture changes', () =>
  withQuirks({ 'picture-etag': 'frozen' }, async (api) => {
    const etag = async () => (await api.picture('items', deskId))['@odata.etag']
    const before = await etag()
    expect((await api.upload('items', deskId, onePixelPng, { 'If-Match': before })).status).toBe(204)
    expect(await etag()).toBe(before)
    expect((await api.upload('items', deskId, onePixelPng, { 'If-Match': before })).status).toBe(204)
  }))

it('an unknown id and a malformed one have the other codes', () =>
  withQuirks(
    {
      'unknown-id': 'Internal_RecordNotFound',
      'malformed-guid': 'Application_InvalidGUID',
      'malformed-guid-status': '400',
    },
    async (api) => {
      const unknownId = await refusalOf(await api.fetch(`/items(${unknown})`))
      expect(unknownId).toMatchObject({ status: 404, code: 'Internal_RecordNotFound' })
      expect(await refusalOf(await api.fetch('/items(1)'))).toMatchObject({
        status: 400,
        code: 'Application_InvalidGUID',
      })
    },
  ))

it.each(['v1.0', 'v2.0'] as const)(
  'media links of %s name a host that nobody can reach (fact:media-link-host)',
  async (version) => {
    await using emulator = await startEmulator({ quirks: { 'media-link-host': 'unreachable' } })
    const headers = { Authorization: 'Bearer any' }
    const list = `${emulator.baseUrls[version]}/companies(${emulator.companyId})/items?$expand=picture&$top=1`
    const { '@odata.context': context, value } = await (await fetch(list, { headers })).json()
    const [picture] = [value[0].picture].flat()
    const stream = version === 'v2.0' ? 'pictureContent' : 'content'
    const link = `https://bc-server.invalid:7048/BC/api/${version}/companies(${emulator.companyId})/items(${picture.id})/picture`
    expect(picture[`${stream}@odata.mediaReadLink`].startsWith(link)).toBe(true)
    expect(context.startsWith(emulator.baseUrls[version])).toBe(true)
  },
)

it('BC 27 has no item variants', () =>
  withQuirks({ 'bc-version': '27' }, async (api) => {
    expect((await api.fetch('/itemVariants')).status).toBe(404)
    const metadata = await (await api.fetch('/$metadata')).text()
    expect(metadata).toContain('Name="contact"')
    expect(metadata).not.toMatch(/itemVariant|Item_x0020_Variant/)
    expect((await api.json('/companies')).value[0].systemVersion).toBe('27.0.0.0')
  }))

it('no permission answers 400, a full window tells when to come back, and no ETag header is sent', () =>
  withQuirks(
    { 'no-permission': '400', 'retry-after': 'seconds', 'etag-header': 'none' },
    async (api) => {
      expect(await refusalOf(await api.fetch('/vendors'))).toMatchObject({ status: 400, code: 'Internal_ServerError' })
      expect((await api.fetch(`/items(${deskId})`)).headers.has('ETag')).toBe(false)
      expect((await api.fetch('/items')).headers.get('Retry-After')).toBe('1')
    },
    { faults: ['GET **/vendors no-permission'], limits: { requests: 1 } },
  ))

it.each([
  [{ 'stale-etag': '410' }, "'410'"],
  [{ other: 'x' }, "'other'"],
])('refuses the quirks %j and names what would do', async (quirks, named) => {
  await expect(startEmulator({ quirks: quirks as Partial<Quirks> })).rejects.toThrow(named)
})
