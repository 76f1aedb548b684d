import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['src/**/*.test.ts', 'contract-tests/**/*.test.ts'],
    // Those have suites of their own: they need a browser, or Java.
    exclude: ['**/node_modules/**', 'dist/**', 'contract-tests/browser/**', 'contract-tests/specmatic/**'],
    reporters: ['default', './contract-tests/support/totals-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    typecheck: { enabled: false },
  },
})
