import { faultChecks } from './faults.ts'
import { lifeChecks } from './life.ts'
import { signInChecks } from './sign-in.ts'
import { type Check, type ClientModule, createStage, type Settings, type Stage } from './stage.ts'

/** In milliseconds. A check takes a second at most; one that hangs has failed. */
const LONGEST_CHECK = 20_000

/**
 * Runs the program: a picture's whole life, with nothing but what the web platform has. Each check tells `print` a
 * line, `ok NAME` or `not ok NAME: why`. Gives back how many failed.
 *
 * @param more checks that only some runtimes can make.
 */
export async function runProgram(
  bc: ClientModule,
  settings: Settings,
  print: (line: string) => void,
  more: (stage: Stage) => Check[] = () => [],
): Promise<number> {
  const stage = createStage(bc, settings)
  let failed = 0
  for (const { name, run } of [signInChecks, lifeChecks, faultChecks, more].flatMap((make) => make(stage))) {
    await stage.reset()
    const problem = await within(run()).catch(describe)
    if (problem !== undefined) failed++
    print(problem === undefined ? `ok ${name}` : `not ok ${name}: ${problem}`)
  }
  return failed
}

async function within(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not end')), LONGEST_CHECK)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function describe(error: unknown): string {
  const { name, message, cause } = error as Error
  const because = cause instanceof Error ? ` (${describe(cause)})` : ''
  return `${name === 'Error' ? '' : `${name}: `}${message}${because}`.replaceAll('\n', ' ')
}
