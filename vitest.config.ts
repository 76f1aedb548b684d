import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Chromium, Java, PHP and Python's requests are not there on every machine: their suites take part where the environment names them, as `make` does. */
const { CHROMIUM, JAVA, PHP } = process.env

const unit = { name: 'unit', include: ['src/**/test/**/*.test.ts'] }

const contract = {
  name: 'contract',
  include: ['contract-tests/**/*.test.ts'],
  exclude: [
    '**/node_modules/**',
    'contract-tests/browser/**',
    'contract-tests/samples/**',
    'contract-tests/specmatic/**',
  ],
}

const browser = {
  name: 'browser',
  include: ['contract-tests/browser/**/*.test.ts'],
  // One browser at a time: each takes about a core while it starts.
  fileParallelism: false,
  // The gallery polls once a second.
  expect: { poll: { timeout: 5_000 } },
}

const samples = { name: 'samples', include: ['contract-tests/samples/**/*.test.ts'] }

const specmatic = {
  name: 'specmatic',
  include: ['contract-tests/specmatic/**/*.test.ts'],
  // A run takes 10 to 20 seconds, most of it Java's.
  testTimeout: 180_000,
}

const suites = [unit, contract, ...(CHROMIUM ? [browser] : []), ...(PHP ? [samples] : []), ...(JAVA ? [specmatic] : [])]

export default defineConfig({
  test: {
    // Two even on two processors, where Vitest would take one: most tests wait for processes and sockets.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './src/test-support/totals-reporter.ts'],
    projects: suites.map((suite) => ({ test: { testTimeout: 30_000, hookTimeout: 60_000, ...suite } })),
  },
})
