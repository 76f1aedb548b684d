import { Command, Option } from 'commander'
import { checkFiles, type FileState, OutputError, writeFiles } from '../../generate/generate.ts'
import { API_VERSIONS, type ApiVersion } from '../../versions.ts'

interface Flags {
  readonly apiVersion: ApiVersion
  readonly out: string
  readonly check?: true
  readonly force?: true
  readonly json?: true
}

/**
 * `bc-pictures generate`: writes types and a client into a consumer's project. Exits with 1 if `--check` finds a
 * file that is missing, stale or edited, and with 2 if the files cannot be written.
 */
export function generateCommand(): Command {
  return new Command('generate')
    .description("Write the contract's types and a small typed client into your project.")
    .addOption(new Option('--api-version <v>', 'which API version').choices(API_VERSIONS).default('v2.0'))
    .requiredOption('--out <dir>', 'folder for types.ts and client.ts; it is created if needed')
    .option('--check', 'write nothing; exit 1 if a file is missing, stale or edited')
    .option('--force', 'overwrite files that were edited by hand or made by something else')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(run)
}

const examples = `
The client needs openapi-fetch 0.17 in your project: npm install openapi-fetch@0.17.0

Examples:
  bc-pictures generate --api-version v2.0 --out src/business-central
  bc-pictures generate --api-version v2.0 --out src/business-central --check`

async function run({ apiVersion, out, check, force, json }: Flags, command: Command): Promise<void> {
  const files = await (check ? checkFiles(out, apiVersion) : writeFiles(out, apiVersion, force)).catch(
    (error: unknown) => {
      if (error instanceof OutputError) return command.error(`error: ${error.message}`)
      const { code } = error as NodeJS.ErrnoException
      if (code === undefined) throw error
      return command.error(`error: --out ${out} cannot be used (${code}): choose a folder that you can write to.`)
    },
  )
  const failed = check === true && files.some(({ state }) => state !== 'current')
  if (json) console.log(JSON.stringify({ apiVersion, files: files.map((file) => asJson(file, check)) }))
  else for (const file of files) console.error(`${file.path}: ${check ? CHECKED[file.state] : WRITTEN[file.state]}`)
  if (failed) {
    const again = `bc-pictures generate --api-version ${apiVersion} --out ${out}`
    if (!json) console.error(`Run \`${again}\` and commit the result.`)
    process.exitCode = 1
  }
}

const CHECKED: Record<FileState['state'], string> = {
  current: 'up to date',
  stale: 'stale: made from another version of the contract',
  edited: 'edited by hand: move your changes to a file of your own',
  missing: 'missing',
  foreign: 'not made by bc-pictures generate',
}

const WRITTEN: Record<FileState['state'], string> = {
  current: 'already up to date',
  stale: 'updated',
  edited: 'written; changes made by hand were overwritten',
  missing: 'written',
  foreign: 'written; another file was overwritten',
}

const asJson = ({ path, state }: FileState, check: boolean | undefined) =>
  check ? { path, state } : { path, before: state, written: state !== 'current' }
