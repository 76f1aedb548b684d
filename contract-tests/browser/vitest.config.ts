import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['contract-tests/browser/**/*.test.ts'],
    reporters: ['default', './contract-tests/support/totals-reporter.ts'],
    // A browser at a time: each takes about a core while it starts.
    fileParallelism: false,
    // The page asks for news once a second.
    expect: { poll: { timeout: 5_000 } },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
