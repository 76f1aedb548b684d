/*
 * Measures the client against its promises, in one run: `node bench/client.ts`. Speed is compared as ratios against bare
 * fetch, since a machine's own speed says nothing. Exits with 1 when a promise is not kept.
 */

import { measureBundle } from '../src/test-support/bundle-size.ts'
import { measureBigFiles } from './client/big-files.ts'
import { loopbackThroughput, stubbedOverhead } from './client/overhead.ts'

const MEBIBYTE = 2 ** 20
const rows: string[] = []
let kept = true

function report(what: string, measured: string, promise?: string, holds = true): void {
  rows.push(`${holds ? ' ' : '✗'} ${what.padEnd(66)} ${measured.padStart(10)}   ${promise ?? ''}`)
  kept &&= holds
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(2)} kB`
const mebibytes = (bytes: number) => `${(bytes / MEBIBYTE).toFixed(0)} MiB`
const times = (ratio: number) => ratio.toFixed(2)

const bundle = await measureBundle()
report('browser bundle, loaded at first', kilobytes(bundle.firstLoad), 'at most 9.70 kB', bundle.firstLoad <= 9700)
report('  and openapi-fetch, loaded at the first call of bc.raw', kilobytes(bundle.rawChunk))
report(
  '  both in one file, where a bundler does not split',
  kilobytes(bundle.oneFile),
  'at most 12.25 kB',
  bundle.oneFile <= 12_250,
)
report('  one file with client credentials', kilobytes(bundle.withClientCredentials))
report('  packages in the first load', bundle.packages.join(', ') || 'none', 'none', bundle.packages.length === 0)

const overhead = await stubbedOverhead()
report('metadata call over a stubbed fetch, times fetch and json', times(overhead), 'at most 1.5', overhead <= 1.5)
const throughput = await loopbackThroughput()
report('requests per second over loopback, part of bare fetch', times(throughput), 'at least 0.9', throughput >= 0.9)

const big = await measureBigFiles()
const small = (bytes: number) => bytes < 64 * MEBIBYTE
report('350 MB to a file: growth of memory', mebibytes(big.downloadGrowth), 'below 64 MiB', small(big.downloadGrowth))
report('350 MB from a file: growth of memory', mebibytes(big.uploadGrowth), 'below 64 MiB', small(big.uploadGrowth))
for (const [way, ratio] of [
  ['to', big.downloadThroughput],
  ['from', big.uploadThroughput],
] as const) {
  report(`350 MB ${way} a file: throughput, part of bare streams`, times(ratio), 'at least 0.9', ratio >= 0.9)
}
report('350 MB both ways: the same SHA-256', big.sameBytes ? 'yes' : 'no', 'yes', big.sameBytes)

process.stdout.write(`${rows.join('\n')}\n`)
process.exitCode = kept ? 0 : 1
