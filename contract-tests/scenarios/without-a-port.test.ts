import { expect, it } from 'vitest'
import * as browserEntry from '../../src/emulator/browser.ts'
import * as nodeEntry from '../../src/emulator/index.ts'
import { runWithoutAPort, SCENARIO_COUNT } from './without-a-port.ts'

it.each([
  ['Node', nodeEntry],
  ['browsers', browserEntry],
])("the entry for %s passes Microsoft's scenarios in all versions, and opens no port", async (_, entry) => {
  const sockets = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))
  const before = sockets()
  await using emulator = await entry.createEmulator()
  const results = await runWithoutAPort(emulator)
  expect(results.filter(({ failure }) => failure !== undefined)).toEqual([])
  expect(results).toHaveLength(SCENARIO_COUNT)
  expect(sockets()).toEqual(before)
})

it('a scenario that fails is reported', async () => {
  await using emulator = await nodeEntry.createEmulator({ faults: ['PATCH **/pictureContent 503 times=1'] })
  const failed = (await runWithoutAPort(emulator)).filter(({ failure }) => failure !== undefined)
  expect(failed).toMatchObject([
    { name: expect.stringContaining('v2.0 items'), failure: expect.stringContaining('503') },
  ])
})
