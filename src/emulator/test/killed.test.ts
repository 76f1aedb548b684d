import { expect, it } from 'vitest'
import { killDuringUploads } from './kill-during-uploads.ts'

/** `make soak` kills two hundred times. */
const kills = Number(process.env.SOAK_KILLS ?? 8)

it(`keeps every acknowledged upload whole over ${kills} SIGKILLs amid uploads`, { timeout: kills * 5000 }, async () => {
  const { acknowledged, interrupted } = await killDuringUploads(kills)
  expect(acknowledged).toBeGreaterThan(kills)
  expect(interrupted).toBeGreaterThan(0)
})
