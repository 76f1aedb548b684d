import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { saidBy } from '../said-by.ts'

const start = (program: string, executable = process.execPath) => {
  const child = spawn(executable, ['--eval', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  return saidBy(child, 'The server', once(child.stdout.setEncoding('utf8'), 'data'))
}

it('gives what a child says first', async () => {
  expect(await start('process.stdout.write("ready")')).toEqual(['ready'])
})

// The benches waited for ever where dist/ was not built.
it.each([
  ['process.exit(3)', /^The server ended \(code 3\) and said nothing: its own message is above\.$/],
  ['throw new Error()', /^The server ended \(code 1\)/],
  ['process.kill(process.pid, "SIGKILL")', /^The server ended \(SIGKILL\)/],
])('ends with a sentence when the child does: %s', async (program, sentence) => {
  await expect(start(program)).rejects.toThrow(sentence)
})

it('ends when the child cannot start at all', async () => {
  await expect(start('', '/nowhere/node')).rejects.toThrow('ENOENT')
})
