import type { Exchange } from '../exchange/exchange.ts'
import { onePixel, type TestPicture } from '../pictures.ts'
import type { Probe } from '../probe/probe.ts'
import type { Subject } from '../probe/subject.ts'
import { expectNoPicture, expectStored, expectUnchanged } from '../steps/expectations.ts'
import { givePicture, readMetadata, readState, sendDelete, sendUpload, takePicture } from '../steps/pictures.ts'
import { observeRefusal } from '../steps/refusals.ts'
import { errorCode } from '../steps/responses.ts'
import { entityChecks } from './check.ts'

const STALE = [409, 412]

async function etagOf(probe: Probe, subject: Subject): Promise<string> {
  const { picture, exchange } = await readMetadata(probe, subject)
  const etag = picture['@odata.etag']
  probe.demand(typeof etag === 'string', 'The picture has an @odata.etag.', exchange)
  return etag
}

/**
 * An etag that is no longer current, with a picture in place. The server's own earlier one where etags follow the
 * picture; else the current one with a letter changed, which was never current.
 */
async function staleEtag(probe: Probe, subject: Subject, shade: number): Promise<string> {
  await givePicture(probe, subject, onePixel(shade))
  const earlier = await etagOf(probe, subject)
  await givePicture(probe, subject, onePixel(shade + 1))
  const current = await etagOf(probe, subject)
  probe.observe('etag-follows-picture', earlier === current ? 'no' : 'yes')
  if (earlier !== current) return earlier
  const middle = Math.floor(current.length / 2)
  return current.slice(0, middle) + (current[middle] === 'A' ? 'B' : 'A') + current.slice(middle + 1)
}

async function refusedAsStale(probe: Probe, subject: Subject, request: () => Promise<Exchange>, what: string) {
  const before = await readState(probe, subject)
  const exchange = await request()
  await expectRefusal(probe, exchange, STALE, what)
  // Other conflicts have other codes and may pass, so a caller can only tell them apart by the code.
  const code = errorCode(exchange)
  const right = exchange.status !== 409 || code === undefined || code === 'Request_EntityChanged'
  probe.expect(right, `A 409 for a stale etag has the code Request_EntityChanged, not ${code}.`, exchange)
  observeRefusal(probe, 'stale-etag', exchange)
  await expectUnchanged(probe, subject, before, exchange)
}

async function expectRefusal(probe: Probe, exchange: Exchange, statuses: readonly number[], what: string) {
  const { status } = exchange
  probe.expect(statuses.includes(status), `${what} returns ${statuses.join(' or ')}, not ${status}.`, exchange)
}

/** Sends what is no etag, then an etag without its W/: neither outcome is settled, but a refusal changes nothing. */
async function unsettledEtags(
  probe: Probe,
  subject: Subject,
  send: (ifMatch: string) => Promise<Exchange>,
  expectDone: (when: string) => Promise<unknown>,
): Promise<void> {
  const before = await readState(probe, subject)
  const malformed = await send('this is no etag')
  await expectRefusal(probe, malformed, [400, ...STALE], 'An If-Match that is no etag')
  observeRefusal(probe, 'malformed-etag', malformed)
  await expectUnchanged(probe, subject, before, malformed)
  const strong = (await etagOf(probe, subject)).replace(/^W\//, '')
  const exchange = await send(strong)
  probe.demandStatus(exchange, [204, 400, ...STALE], 'The current etag without its W/')
  probe.observe('strong-etag', exchange.status === 204 ? 'yes' : `no, ${exchange.status}`, exchange)
  if (exchange.status === 204) await expectDone('after a request with the etag without its W/')
  else await expectUnchanged(probe, subject, before, exchange)
}

async function uploaded(probe: Probe, subject: Subject, picture: TestPicture, exchange: Exchange, how: string) {
  probe.demandStatus(exchange, [204], `An upload with ${how}`)
  await expectStored(probe, subject, picture, `after an upload with ${how}`)
}

/** Checks of If-Match on uploads and deletes. */
export const ETAG_CHECKS = entityChecks('writing', {
  'upload-without-etag': {
    promise: 'An upload without If-Match returns 400 BadRequest_InvalidToken, and changes nothing.',
    facts: ['if-match-missing'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(120))
      const before = await readState(probe, subject)
      const exchange = await sendUpload(probe, subject, onePixel(121).bytes, { ifMatch: null })
      await expectRefusal(probe, exchange, [400], 'An upload without If-Match')
      const code = errorCode(exchange)
      const right = exchange.status !== 400 || code === undefined || code === 'BadRequest_InvalidToken'
      probe.expect(right, `An upload without If-Match has the code BadRequest_InvalidToken, not ${code}.`, exchange)
      await expectUnchanged(probe, subject, before, exchange)
    },
  },
  'upload-with-current-etag': {
    promise: 'An upload with * or with the current etag replaces the picture, or gives one where there is none.',
    facts: ['upload-is-patch', 'etag-form'],
    run: async (probe: Probe, subject) => {
      const [first, second] = [onePixel(130), onePixel(131)]
      await uploaded(probe, subject, first, await sendUpload(probe, subject, first.bytes), 'If-Match: *')
      const ifMatch = await etagOf(probe, subject)
      const exchange = await sendUpload(probe, subject, second.bytes, { ifMatch })
      await uploaded(probe, subject, second, exchange, 'the current etag')
      await takePicture(probe, subject)
      const { '@odata.etag': ofNothing } = (await readMetadata(probe, subject)).picture
      if (typeof ofNothing !== 'string') return
      const onto = await sendUpload(probe, subject, first.bytes, { ifMatch: ofNothing })
      await uploaded(probe, subject, first, onto, 'the current etag where there is no picture')
    },
  },
  'upload-with-stale-etag': {
    promise: 'An upload with a stale etag returns 409 Request_EntityChanged or 412, and changes nothing.',
    facts: ['stale-etag-409', 'stale-etag-412', 'conflict-other-codes'],
    run: async (probe: Probe, subject) => {
      const ifMatch = await staleEtag(probe, subject, 140)
      const request = () => sendUpload(probe, subject, onePixel(142).bytes, { ifMatch })
      await refusedAsStale(probe, subject, request, 'An upload with a stale etag')
    },
  },
  'upload-with-odd-etag': {
    promise: 'An upload with an If-Match that is no etag is refused; one with a strong etag is taken or refused.',
    facts: ['if-match-malformed'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(150))
      const after = onePixel(151)
      const send = (ifMatch: string) => sendUpload(probe, subject, after.bytes, { ifMatch })
      await unsettledEtags(probe, subject, send, (when) => expectStored(probe, subject, after, when))
    },
  },
  'delete-without-etag': {
    promise: 'A delete without If-Match, or with *, returns 204 and takes the picture away.',
    facts: ['delete-without-if-match'],
    run: async (probe: Probe, subject) => {
      for (const ifMatch of [undefined, '*']) {
        await givePicture(probe, subject, onePixel(160))
        const exchange = await sendDelete(probe, subject, ifMatch === undefined ? {} : { ifMatch })
        const how = ifMatch === undefined ? 'without If-Match' : 'with If-Match: *'
        probe.demandStatus(exchange, [204], `A delete ${how}`)
        await expectNoPicture(probe, subject, `after a delete ${how}`)
      }
    },
  },
  'delete-with-stale-etag': {
    promise: 'A delete with a stale etag returns 409 Request_EntityChanged or 412, and changes nothing.',
    facts: ['delete-compares-if-sent', 'stale-etag-409', 'conflict-other-codes'],
    run: async (probe: Probe, subject) => {
      const ifMatch = await staleEtag(probe, subject, 170)
      const request = () => sendDelete(probe, subject, { ifMatch })
      await refusedAsStale(probe, subject, request, 'A delete with a stale etag')
    },
  },
  'delete-with-odd-etag': {
    promise: 'A delete with an If-Match that is no etag is refused; one with a strong etag is taken or refused.',
    facts: ['delete-compares-if-sent'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(180))
      const send = (ifMatch: string) => sendDelete(probe, subject, { ifMatch })
      await unsettledEtags(probe, subject, send, (when) => expectNoPicture(probe, subject, when))
    },
  },
})
