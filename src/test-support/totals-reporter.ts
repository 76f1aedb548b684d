import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with `N passed, N failed`, which CI reads; a file that does not even load counts as one failure. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const totals = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== 'pending') totals[state] += 1
      }
      totals.failed += module.errors().length
    }
    const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''
    // The default reporter prints its summary in the same hook, after this one was asked.
    process.once('exit', () => console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`))
  }
}
