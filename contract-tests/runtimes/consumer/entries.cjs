// A consumer's CommonJS script: requires every entry of the package, and finds each file that is no module.
const { exports: entries } = require('bc-pictures/package.json')

const loaded = []
for (const [entry, target] of Object.entries(entries)) {
  const name = `bc-pictures${entry.slice(1)}`
  if (Object.keys(target).join() === 'types') continue
  if (name.endsWith('.yaml')) require('node:fs').readFileSync(require.resolve(name))
  else if (typeof require(name) !== 'object' || Object.keys(require(name)).length === 0)
    throw new Error(`${name} is empty`)
  loaded.push(name)
}
const { createEmulator } = require('bc-pictures/emulator')
const { createPictureClient } = require('bc-pictures')
createEmulator().then(async ({ fetch, baseUrls }) => {
  const bc = createPictureClient({ baseUrl: baseUrls['v2.0'], apiVersion: 'v2.0', auth: 'any', fetch })
  const [company] = await bc.companies()
  console.log(loaded.length, company.name)
})
