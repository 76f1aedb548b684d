/**
 * Follows the plan that `plan.ts` made: what to send for each transaction, or why it is skipped. All the thinking is
 * there; what is here is what only a hook can do. Dredd goes on without hooks when this file fails to load, so the
 * caller demands the mark left in `globalThis.bcPicturesHooks`.
 */
const { readFileSync } = require('node:fs')
const hooks = require('hooks')

const { steps, endpoint, headers } = JSON.parse(readFileSync(hooks.configuration.custom.plan, 'utf8'))
const seen = { ran: false, uploads: [] }
globalThis.bcPicturesHooks = seen

hooks.beforeAll((_transactions, done) => {
  seen.ran = true
  done()
})

hooks.beforeEach((transaction, done) => {
  const step = steps[transaction.name]
  if (!step) transaction.fail = 'The plan does not know this transaction.'
  else if (step.skip) transaction.skip = true
  else {
    apply(step, transaction)
    settle(transaction, done, () => Promise.all((step.prepare ?? []).map(send)))
    return
  }
  done()
})

hooks.beforeEachValidation((transaction, done) => {
  const { expected, real } = transaction
  const declared = expected.headers['Content-Type']
  const mediaType = real.headers['content-type']?.split(';')[0].trim()
  const accepted = steps[transaction.name].mediaTypes ?? [declared]
  // Dredd wants the content type to the letter: parameters are dropped, and any type that is right here will do.
  if (declared && accepted.includes(mediaType)) real.headers['content-type'] = declared
  Object.assign(expected.headers, steps[transaction.name].expected)
  // Dredd would compare bytes and XML with the example as text; images are compared by the caller, XML elsewhere.
  if (!declared?.endsWith('json')) delete expected.body
  done()
})

hooks.afterEach((transaction, done) => {
  const { readBack } = steps[transaction.name] ?? {}
  if (!readBack || transaction.skip || !transaction.test?.valid) return done()
  settle(transaction, done, async () => {
    const response = await send({ method: 'GET', url: readBack })
    const bytes = Buffer.from(await response.arrayBuffer())
    seen.uploads.push({ name: transaction.name, bytes: bytes.toString('base64') })
  })
})

function apply(step, transaction) {
  const { request } = transaction
  transaction.fullPath = step.path ?? transaction.fullPath
  request.method = step.method ?? request.method
  for (const [name, value] of Object.entries({ ...headers, ...step.headers })) {
    const present = Object.keys(request.headers).find((key) => key.toLowerCase() === name.toLowerCase())
    if (present) delete request.headers[present]
    if (value !== null) request.headers[name] = value
  }
  if (step.body) {
    request.body = step.body
    request.bodyEncoding = 'base64'
  }
}

async function send({ method, url, body, headers: extra }) {
  const response = await fetch(new URL(url, endpoint), {
    method,
    headers: { ...headers, ...extra },
    ...(body && { body: Buffer.from(body, 'base64') }),
  })
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}, while the hooks prepared or checked`)
  return response
}

function settle(transaction, done, work) {
  work().then(
    () => done(),
    (error) => {
      transaction.fail = error.message
      done()
    },
  )
}
