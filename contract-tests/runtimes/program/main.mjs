// The program as a consumer has it: beside an installed bc-pictures, in any runtime with `node:fs`.
import process from 'node:process'
import * as client from 'bc-pictures'
import * as files from 'bc-pictures/node'
import { fileChecks } from './files.ts'
import { runProgram } from './run.ts'
import settings from './settings.json' with { type: 'json' }

const failed = await runProgram(client, settings, console.log, (stage) => fileChecks(stage, files))
process.exitCode = failed > 0 ? 1 : 0
