import { expect, it } from 'vitest'
import { createPictureClient } from '../../client/index.ts'
import { downloadTo, uploadFrom } from '../index.ts'

class Settings {}

/** What a program without types may pass. */
type Anything = never

const picture = createPictureClient({
  baseUrl: 'http://127.0.0.1:1/api/v2.0',
  apiVersion: 'v2.0',
  auth: 'x',
  fetch: async () => {
    throw new Error('no request may go out')
  },
}).picture('items', '07493b2c-d676-4d09-ba8c-fc03607cab76')

const download = "pass the path of a file, as in downloadTo(picture, 'chair.png')."
const upload = "pass the path of a file, as in uploadFrom(picture, 'chair.png')."

it.each<[call: typeof downloadTo | typeof uploadFrom, picture: unknown, path: unknown, sentence: string]>([
  [downloadTo, picture, undefined, `The path is undefined: ${download}`],
  [downloadTo, picture, '', `The path is '': ${download}`],
  [downloadTo, picture, 5, `The path is 5: ${download}`],
  [downloadTo, picture, new URL('file:///tmp/a.png'), `The path is a URL: ${download}`],
  [downloadTo, picture, 'a\0b', `The path is 'a\\u{0}b': ${download}`],
  [downloadTo, undefined, 'a.png', "The picture is undefined: pass client.picture('items', id), as in downloadTo("],
  [downloadTo, 'a.png', picture, "The picture is a value of type string: pass client.picture('items', id)"],
  [uploadFrom, picture, undefined, `The path is undefined: ${upload}`],
  [uploadFrom, picture, '', `The path is '': ${upload}`],
  [uploadFrom, picture, Buffer.of(1), 'The path is bytes: upload bytes with picture.upload(bytes).'],
  [uploadFrom, picture, new Blob(), 'The path is bytes: upload bytes with picture.upload(bytes).'],
  [uploadFrom, { auth: 'secret' }, 'a.png', "The picture is a value of type object: pass client.picture('items', id)"],
])('%o refuses %o and %o in one sentence', async (call, given, path, sentence) => {
  const problem = await call(given as Anything, path as Anything).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(TypeError)
  expect((problem as Error).message).toContain(sentence)
  expect((problem as Error).message).not.toContain('secret')
})

it.each<[call: typeof downloadTo | typeof uploadFrom, options: unknown, sentence: string]>([
  [downloadTo, null, 'The options of downloadTo must be an object, not null.'],
  [downloadTo, 'x', "The options of downloadTo must be an object, not 'x'."],
  [downloadTo, { onprogress: () => {} }, "downloadTo does not take 'onprogress': did you mean onProgress?"],
  [downloadTo, { anyFormat: true }, "downloadTo does not take 'anyFormat': it takes signal, timeout, onProgress."],
  [uploadFrom, null, 'The options of uploadFrom must be an object, not null.'],
  [uploadFrom, [], 'The options of uploadFrom must be an object, not the list [].'],
  [uploadFrom, new Map(), 'The options of uploadFrom must be an object, not a Map.'],
  [uploadFrom, new Settings(), 'The options of uploadFrom must be an object, not a Settings.'],
  [uploadFrom, () => {}, 'The options of uploadFrom must be an object, not a function.'],
  [
    uploadFrom,
    { size: 5 },
    "uploadFrom does not take 'size': it takes signal, timeout, ifMatch, onProgress, anyFormat.",
  ],
])('%o refuses the options %o in one sentence, before anything is read or sent', async (call, options, sentence) => {
  const problem = await call(picture, 'none/chair.png', options as Anything).catch((error: unknown) => error)
  expect(problem).toEqual(new TypeError(sentence))
})
