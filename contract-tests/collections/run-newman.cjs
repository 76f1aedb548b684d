// Runs a Postman collection, as `newman run` does, and ends when it has run. The command waits until the server closes
// the connections that newman keeps open: a minute, with the emulator.
const { run } = require('newman')

const [collection, ...variables] = process.argv.slice(2)
const envVar = variables.map((text) => {
  const at = text.indexOf('=')
  return { key: text.slice(0, at), value: text.slice(at + 1) }
})
run({ collection, envVar, reporters: 'cli', color: 'off', workingDir: '.' }, (error, summary) => {
  if (error) console.error(error)
  process.exit(error || summary.run.failures.length > 0 ? 1 : 0)
})
