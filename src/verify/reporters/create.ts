import { jsonText, oneLine, xmlText } from '../../harmless.ts'
import { mapTexts } from '../../map-texts.ts'
import { refusedAs, requireOneOf } from '../../option-checks.ts'
import { VerifyUsageError } from '../problems.ts'
import { type Report, verdict } from '../report.ts'
import { githubReporter } from './github.ts'
import { nodeReporter } from './node-reporter.ts'
import { REPORTERS, type Reporter, type ReporterName, type Write } from './reporter.ts'

/**
 * Makes a reporter that writes with `write`. Whatever a server sent is harmless in it.
 * @throws VerifyUsageError for an unknown name
 */
export function createReporter(name: ReporterName, write: Write): Reporter {
  refusedAs(VerifyUsageError, () => requireOneOf('reporter', name, REPORTERS))
  if (name === 'json') {
    const whole = (report: Report) => JSON.stringify({ ...report, verdict: verdict(report) }, null, 2)
    return { result() {}, end: async (report) => write(`${jsonText(whole(report))}\n`) }
  }
  if (name === 'github') return harmless(githubReporter(write), oneLine)
  const clean = name === 'junit' ? (text: string) => xmlText(oneLine(text)) : oneLine
  return harmless(nodeReporter(name, write), clean)
}

/** A reporter that is told nothing but clean texts, each of one line. */
function harmless({ result, end }: Reporter, clean: (text: string) => string): Reporter {
  return {
    result: (told) => result(mapTexts(told, clean)),
    end: (report) => end(mapTexts(report, clean)),
  }
}
