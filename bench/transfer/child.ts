/* Runs one pull or push in a process of its own, as the command does, and tells what it took. */
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { createLimits, createPictureClient } from '../../src/client/index.ts'
import { pull, push } from '../../src/transfer/index.ts'

/** What the process is told, as JSON in its first argument. */
export interface Job {
  readonly command: 'pull' | 'push'
  readonly baseUrl: string
  readonly company: string
  readonly folder: string
  /** The limits of the service, scaled. */
  readonly requests: number
  readonly window: number
}

/** What it prints, as JSON. */
export interface Outcome {
  readonly milliseconds: number
  /** In bytes. */
  readonly peakMemory: number
  readonly requests: number
  readonly throttled: number
  readonly failed: number
  readonly outcomes: Readonly<Record<string, number>>
}

/** Linux counts what the parent had before the start as well in `maxRSS`: the high-water mark of the process itself does not. */
function peakOfProcess(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  } catch {
    return process.resourceUsage().maxRSS * 1024
  }
}

const { command, folder, requests: most, window, ...connection } = JSON.parse(process.argv[2] ?? '') as Job
// As the command does.
setFlagsFromString('--optimize-for-size')
let requests = 0
let throttled = 0
const counting = async (url: string, init: RequestInit) => {
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
console.log(JSON.stringify({ milliseconds, peakMemory, requests, throttled, failed, outcomes } satisfies Outcome))
