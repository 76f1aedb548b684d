import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { randomOf, seedOf } from './random.ts'
import { type Finding, type Kind, type Parts, secretOf, shows, textOf, type World } from './world.ts'

const run = promisify(execFile)

/** How long is soaked, and what. */
export interface SoakOptions {
  readonly parts: Parts
  readonly kinds: readonly Kind[]
  readonly seed: number
  /** Ends after so many milliseconds, or after so many cases. */
  readonly forMs?: number
  readonly cases?: number
  /** The number of the first case. */
  readonly first?: number
  /** Is told of each finding at once. */
  readonly onFinding?: (finding: Finding) => void
}

/** What came of it. */
export interface SoakResult {
  readonly seed: number
  readonly durationMs: number
  /** How many cases of each kind. */
  readonly counts: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
}

/** Runs cases one after the other, each with the chance of its own number. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { parts, kinds, seed, forMs = Number.POSITIVE_INFINITY, cases = Number.POSITIVE_INFINITY, first = 0 } = options
  const started = performance.now()
  const counts: Record<string, number> = {}
  const findings: Finding[] = []
  let now = { kind: 'before the first', index: first }
  const find = (finding: Finding) => {
    findings.push(finding)
    options.onFinding?.(finding)
  }
  const unheard = (reason: unknown) => find({ fault: 'unheard', ...now, detail: textOf(reason).slice(0, 2000) })
  process.on('unhandledRejection', unheard)
  process.on('uncaughtException', unheard)
  try {
    for (let index = first; index - first < cases && performance.now() - started < forMs; index += 1) {
      const kind = chooseKind(kinds, seedOf(seed, index))
      now = { kind: kind.name, index }
      counts[kind.name] = (counts[kind.name] ?? 0) + 1
      await oneCase(kind, { parts, seed: seedOf(seed, index), find: (finding) => find({ ...finding, ...now }) })
    }
    // A rejection that nobody hears is told of a turn later.
    await new Promise((resolve) => setTimeout(resolve, 50))
  } finally {
    process.off('unhandledRejection', unheard)
    process.off('uncaughtException', unheard)
  }
  return { seed, durationMs: performance.now() - started, counts, findings }
}

function chooseKind(kinds: readonly Kind[], seed: number): Kind {
  const all = kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind))
  return randomOf(seed ^ 0x5bd1e995).pick(all)
}

interface CaseContext {
  readonly parts: Parts
  readonly seed: number
  readonly find: (finding: Pick<Finding, 'fault' | 'detail'>) => void
}

async function oneCase(kind: Kind, { parts, seed, find }: CaseContext): Promise<void> {
  const random = randomOf(seed)
  const secret = secretOf(random)
  const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-soak-'))
  const disks: string[] = []
  const world: World = {
    parts,
    random,
    folder,
    secret,
    smallDisk: async (megabytes) => {
      const disk = join(folder, `disk-${disks.length}`)
      if (!(await mount(disk, megabytes))) return undefined
      disks.push(disk)
      return disk
    },
    hear: (said) => {
      const text = textOf(said)
      if (shows(text, secret)) find({ fault: 'credential', detail: text.slice(0, 2000) })
    },
    lost: (detail) => find({ fault: 'lost', detail }),
    unfit: (detail) => find({ fault: 'unfit', detail }),
  }
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<'hang'>((resolve) => {
    timer = setTimeout(() => resolve('hang'), kind.limitMs)
  })
  const done = kind.run(world).catch((error: unknown) => {
    world.hear(error)
    find({ fault: 'unfit', detail: textOf(error).slice(0, 2000) })
  })
  if ((await Promise.race([done, tooLong])) === 'hang') {
    find({ fault: 'hang', detail: `The case was not over after ${kind.limitMs / 1000} s.` })
  }
  clearTimeout(timer)
  for (const disk of disks) await run('umount', ['-l', disk]).catch(() => undefined)
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
}

/** Mounts a small disk in memory; false where that is not allowed. */
async function mount(folder: string, megabytes: number): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  await mkdir(folder, { recursive: true })
  return run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  )
}
