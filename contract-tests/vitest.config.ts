import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['src/**/*.test.ts', 'contract-tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    reporters: ['default', './contract-tests/support/totals-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    typecheck: { enabled: false },
  },
})
