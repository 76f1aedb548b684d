/**
 * Runs Dredd in a process of its own: `node runner.cjs JOB_FILE`. The job names the document, the endpoint and the
 * plan; the outcome goes into the job's `outcome` file, because Dredd has no JSON reporter.
 */
const { EventEmitter } = require('node:events')
const { readFileSync, writeFileSync } = require('node:fs')
const Dredd = require('dredd')

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const emitter = new EventEmitter()
const results = []
let name

emitter.on('start', (_descriptions, done) => done())
emitter.on('end', (done) => done())
// Later events carry the complaint where this one carries the transaction's name.
emitter.on('test start', (test) => {
  name = test.message
})
for (const status of ['pass', 'fail', 'skip']) {
  emitter.on(`test ${status}`, (test) => {
    const complaints = [test.message, ...(test.errors ?? []).map((error) => error.message)]
    const message = status === 'pass' ? '' : [...new Set(complaints)].join('\n').trim()
    results.push({ name, status, message })
  })
}
emitter.on('test error', (error) => results.push({ name, status: 'fail', message: error.message }))

const dredd = new Dredd({
  endpoint: job.endpoint,
  path: [job.document],
  hookfiles: [job.hookfile],
  // The dot reporter prints the least; the caller does not read it.
  reporter: ['dot'],
  loglevel: 'error',
  emitter,
  custom: { plan: job.plan },
})

dredd.run((error) => {
  const hooks = globalThis.bcPicturesHooks ?? { ran: false, uploads: [] }
  writeFileSync(job.outcome, JSON.stringify({ error: error?.message, results, hooks }))
})
