import { fromBase64 } from '../bytes.ts'
import { demoSeed, emptySeed } from './demo.ts'
import type { Seed, SeedChoice, SeedPicture } from './seed.ts'

/**
 * Finds the seed that was chosen.
 * @param readSeed reads one from a file or a folder
 */
export async function resolveSeed(choice: SeedChoice, readSeed: (path: string) => Promise<Seed>): Promise<Seed> {
  if (typeof choice === 'object') return 'entities' in choice ? choice : { entities: choice }
  if (choice === 'demo') return demoSeed(await loadDemoPictures())
  return choice === 'empty' ? emptySeed : readSeed(choice)
}

/** They are only loaded where they are needed. */
async function loadDemoPictures(): Promise<(name: string) => SeedPicture> {
  const { demoPictures } = await import('./demo-pictures.ts')
  return (name) => fromBase64(demoPictures[name] ?? '') ?? new Uint8Array()
}
