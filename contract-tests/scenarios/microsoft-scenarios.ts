import assert from 'node:assert/strict'
import { ENCODED_PNG, OTHER_ENCODED_PNG } from '../../src/test-support/pictures.ts'
import type { pictureCalls } from '../support/picture-calls.ts'
import { isSameImage } from '../support/same-image.ts'

type Calls = ReturnType<typeof pictureCalls>

/**
 * The seven scenarios of Microsoft's own end-to-end tests of the picture API, in the order in which each leaves the
 * state that the next one needs. What they call the same bytes is the image as the server stores it
 * (fact:stored-bytes-in-tests), so another encoding of the same pixels is right here.
 * Each throws an AssertionError where the server and the scenario part.
 */
export const SCENARIOS: { title: string; run(picture: Calls): Promise<void> }[] = [
  // fact:scenario-read-content
  {
    title: 'gives the image of a picture unchanged',
    async run(picture) {
      await put(picture, ENCODED_PNG)
      await expectContent(picture, ENCODED_PNG)
    },
  },
  // fact:scenario-read-metadata
  {
    title: 'tells width and height of a picture',
    async run(picture) {
      await put(picture, ENCODED_PNG)
      await expectSize(picture, 1, 1)
    },
  },
  // fact:scenario-no-content
  {
    title: 'answers 204 for the content of an entity without a picture',
    async run(picture) {
      await clear(picture)
      await expectNoContent(picture)
    },
  },
  // fact:scenario-no-metadata
  {
    title: 'tells 0×0 for an entity without a picture',
    async run(picture) {
      await clear(picture)
      await expectSize(picture, 0, 0)
    },
  },
  // fact:scenario-upload
  {
    title: 'takes an upload where there was no picture',
    async run(picture) {
      await clear(picture)
      await put(picture, ENCODED_PNG)
      await expectContent(picture, ENCODED_PNG)
      await expectSize(picture, 1, 1)
    },
  },
  // fact:scenario-replace
  {
    title: 'replaces a picture',
    async run(picture) {
      await put(picture, ENCODED_PNG)
      await put(picture, OTHER_ENCODED_PNG)
      await expectContent(picture, OTHER_ENCODED_PNG)
      await expectSize(picture, 1, 1)
    },
  },
  // fact:scenario-delete
  {
    title: 'deletes a picture with the etag that was read',
    async run(picture) {
      await put(picture, ENCODED_PNG)
      const { '@odata.etag': etag } = await picture.metadata()
      const { response } = await picture.remove(etag)
      assert.equal(response.status, 204, 'the status of the delete')
      await expectSize(picture, 0, 0)
      await expectNoContent(picture)
    },
  },
]

async function put(picture: Calls, bytes: Uint8Array): Promise<void> {
  const { response } = await picture.upload(bytes)
  assert.equal(response.status, 204, 'the status of the upload')
}

async function clear(picture: Calls): Promise<void> {
  const { response } = await picture.remove('*')
  assert.equal(response.status, 204, 'the status of the delete')
}

async function expectContent(picture: Calls, bytes: Uint8Array): Promise<void> {
  const { data, response } = await picture.download()
  assert.equal(response.status, 200, 'the status of the content')
  const received = new Uint8Array(data ?? new ArrayBuffer(0))
  assert.ok(await isSameImage(received, bytes), 'the image in the content')
}

async function expectNoContent(picture: Calls): Promise<void> {
  const { data, response } = await picture.download()
  assert.equal(response.status, 204, 'the status of the content')
  assert.equal(data, undefined, 'the content')
}

async function expectSize(picture: Calls, width: number, height: number): Promise<void> {
  const metadata = await picture.metadata()
  assert.deepEqual([metadata.width, metadata.height], [width, height], 'width and height')
}
