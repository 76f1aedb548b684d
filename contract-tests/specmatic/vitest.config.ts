import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['contract-tests/specmatic/**/*.test.ts'],
    reporters: ['default', './contract-tests/support/totals-reporter.ts'],
    // A run takes some ten to twenty seconds, most of them Java's.
    testTimeout: 180_000,
  },
})
