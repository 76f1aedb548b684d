import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Extractor, ExtractorConfig, type IConfigFile } from '@microsoft/api-extractor'

/** The entries of the package, by the folder of `src/` that each comes from. */
export const ENTRIES = ['client', 'node', 'emulator', 'verify'] as const

/** Stands for the generated types while a report is made: they are committed already, and are 600 kB. */
const STUB = 'export interface paths {}\n'

/**
 * Describes the public types of every entry, as API Extractor writes them: each declaration that users can reach,
 * those that are not exported themselves included.
 *
 * @param root the repository, which has to be built
 * @param entries the entries to describe, default all
 * @returns the contents by file name
 * @throws when a declaration does not compile or API Extractor cannot read an entry
 */
export async function apiReports(
  root: string,
  entries: readonly (typeof ENTRIES)[number][] = ENTRIES,
): Promise<Map<string, string>> {
  const work = await mkdtemp(join(root, 'dist/api-report-'))
  try {
    await cp(join(root, 'dist/src'), join(work, 'src'), { recursive: true })
    await cp(join(root, 'dist/generated'), join(work, 'generated'), { recursive: true })
    for (const file of await readdir(join(work, 'generated/types'))) {
      await writeFile(join(work, 'generated/types', file), file.endsWith('.d.ts') ? STUB : '')
    }
    const reports = new Map<string, string>()
    for (const entry of entries) reports.set(`${entry}.api.md`, await reportOf(root, work, entry))
    return reports
  } finally {
    await rm(work, { recursive: true })
  }
}

async function reportOf(root: string, work: string, entry: string): Promise<string> {
  const config = ExtractorConfig.prepare({
    configObject: configFor(root, work, join(work, 'src', entry, 'index.d.ts'), entry),
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, 'package.json'),
  })
  const messages: string[] = []
  const { errorCount } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      if (message.logLevel === 'error') messages.push(message.text)
      message.handled = true
    },
  })
  if (errorCount > 0) throw new Error(`API Extractor cannot describe ${entry}: ${messages.join('; ')}`)
  return readFile(join(work, `${entry}.api.md`), 'utf8')
}

function configFor(root: string, work: string, mainEntryPointFilePath: string, entry: string): IConfigFile {
  const compilerOptions = {
    strict: true,
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    module: 'nodenext',
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    skipLibCheck: true,
  }
  return {
    projectFolder: root,
    mainEntryPointFilePath,
    compiler: { overrideTsconfig: { compilerOptions, files: [mainEntryPointFilePath] } },
    apiReport: {
      enabled: true,
      includeForgottenExports: true,
      reportFolder: work,
      reportTempFolder: join(work, 'temporary'),
      reportFileName: `${entry}.api.md`,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    newlineKind: 'lf',
    messages: {
      compilerMessageReporting: { default: { logLevel: 'error' as never } },
      extractorMessageReporting: { default: { logLevel: 'none' as never } },
      tsdocMessageReporting: { default: { logLevel: 'none' as never } },
    },
  }
}
