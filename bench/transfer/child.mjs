/*
 * Runs one pull or push in a process of its own, as the command does, and tells what it took. It is plain JavaScript and
 * loads the build, as those do who install the package: stripping types off the sources takes 30 MiB by itself.
 */
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { createLimits, createPictureClient } from '../../dist/src/client/index.js'
import { pull, push } from '../../dist/src/node/index.js'

/** In bytes. Linux counts what the parent had before the start as well in `maxRSS`: the high-water mark of the process itself does not. */
function peakOfProcess() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}

const { command, folder, requests: most, window, ...connection } = JSON.parse(process.argv[2] ?? '')
// As the command does.
setFlagsFromString('--optimize-for-size')
let requests = 0
let throttled = 0
const counting = async (url, init) => {
  requests += 1
  const response = await fetch(url, init)
  if (response.status === 429) throttled += 1
  return response
}
const limits = createLimits({ requests: most, window })
const client = createPictureClient({ ...connection, apiVersion: 'v2.0', auth: 'bench', limits, fetch: counting })
const begun = performance.now()
const { outcomes, failed } = await (command === 'pull'
  ? pull(client, { folder, parents: ['items'] })
  : push(client, { from: folder }))
const milliseconds = performance.now() - begun
const peakMemory = peakOfProcess()
console.log(JSON.stringify({ milliseconds, peakMemory, requests, throttled, failed, outcomes }))
