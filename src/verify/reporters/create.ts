import { githubReporter } from './github.ts'
import { nodeReporter } from './node-reporter.ts'
import type { Reporter, ReporterName, Write } from './reporter.ts'

/** Makes a reporter that writes with `write`. */
export function createReporter(name: ReporterName, write: Write): Reporter {
  if (name === 'json') {
    return { result() {}, end: async (report) => write(`${JSON.stringify(report, null, 2)}\n`) }
  }
  return name === 'github' ? githubReporter(write) : nodeReporter(name, write)
}
