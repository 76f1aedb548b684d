import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A language of the samples: how a file is called, and how a number of files are run by one process. */
export interface Language {
  readonly label: string
  readonly extension: string
  /** Runs files in order. Rejects with what was printed if one of them fails. */
  run(folder: string, files: readonly string[], env: Readonly<Record<string, string>>): Promise<void>
}

/** Writes a program that runs every file, and runs it. */
const by =
  (command: string, name: string, program: (files: readonly string[]) => string): Language['run'] =>
  async (folder, files, env) => {
    await writeFile(join(folder, name), program(files))
    const inherited = { PATH: process.env.PATH ?? '' }
    await run(command, [name], { cwd: folder, env: { ...inherited, ...env }, maxBuffer: 64 * 1024 * 1024 })
  }

/** The languages that every operation has a sample in. */
export const LANGUAGES: readonly Language[] = [
  {
    label: 'curl',
    extension: 'sh',
    run: by('bash', 'all.sh', (files) =>
      [
        'set -euo pipefail',
        ...files.map((file) => `source ./${file} > /dev/null || { echo "failed: ${file}" >&2; exit 1; }`),
      ].join('\n'),
    ),
  },
  {
    label: 'TypeScript',
    extension: 'ts',
    run: by(process.execPath, 'all.mjs', (files) => files.map((file) => `await import('./${file}')`).join('\n')),
  },
  {
    label: 'Python',
    extension: 'py',
    // Debian's own Python has Debian's requests.
    run: by(process.env.PYTHON ?? '/usr/bin/python3', 'all.py', (files) =>
      ['import runpy', ...files.map((file) => `runpy.run_path("${file}")`)].join('\n'),
    ),
  },
  {
    label: 'PHP',
    extension: 'php',
    run: by(process.env.PHP ?? 'php', 'all.php', (files) =>
      ['<?php', ...files.map((file) => `include './${file}';`)].join('\n'),
    ),
  },
]
