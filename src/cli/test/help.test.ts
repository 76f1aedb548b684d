import { expect, it } from 'vitest'
import { quirkValues } from '../../emulator/quirks.ts'
import { bcPictures } from '../../test-support/bc-pictures.ts'

const helpOf = async (...command: string[]) => {
  const { code, stdout, stderr } = await bcPictures([...command, '--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

it.concurrent('the help shows how to begin, and where to read on', async () => {
  const help = await helpOf()
  expect(help).toContain('bc-pictures emulator')
  expect(help).toMatch(/Next: .*_emulator/)
  expect(help).toContain('README.md')
})

it.concurrent('the help of the emulator lists faults, and every quirk with its values', async () => {
  const help = await helpOf('emulator')
  expect(help).toMatch(/Faults: .*\n +429/)
  for (const [name, values] of Object.entries(quirkValues)) {
    expect(help).toMatch(new RegExp(`^  ${name} +${values.join(' \\| ')}$`, 'm'))
  }
})

it.concurrent('the help of verify lists the variables for authentication, and the exit codes', async () => {
  const help = await helpOf('verify')
  expect(help).toMatch(/BC_TOKEN .*BC_CLIENT_ID.*BC_USER/s)
  expect(help).toContain('Exit codes: 0')
})
