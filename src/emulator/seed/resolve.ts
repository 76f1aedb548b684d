import { fromBase64 } from '../bytes.ts'
import { demoSeed, emptySeed } from './demo.ts'
import type { Seed, SeedChoice, SeedCompany, SeedEntity, SeedPicture } from './seed.ts'

/**
 * Finds the seed that was chosen.
 * @param readSeed reads one from a file or a folder
 */
export async function resolveSeed(choice: SeedChoice, readSeed: (path: string) => Promise<Seed>): Promise<Seed> {
  if (typeof choice === 'object') return isList(choice) ? seedOf(choice) : choice
  if (choice === 'demo') return demoSeed(await loadDemoPictures())
  return choice === 'empty' ? emptySeed : readSeed(choice)
}

/** A list holds entities or companies. */
function seedOf(list: readonly SeedEntity[] | readonly SeedCompany[]): Seed {
  return list.some((entry) => 'entities' in entry)
    ? { companies: list as readonly SeedCompany[] }
    : { entities: list as readonly SeedEntity[] }
}

function isList(choice: object): choice is readonly SeedEntity[] | readonly SeedCompany[] {
  return Array.isArray(choice)
}

/** They are only loaded where they are needed. */
async function loadDemoPictures(): Promise<(name: string) => SeedPicture> {
  const { deflatedPictures, pictureSizes } = await import('./demo-pictures.ts')
  const deflated = new Blob([fromBase64(deflatedPictures) ?? new Uint8Array()])
  const inflated = new Response(deflated.stream().pipeThrough(new DecompressionStream('deflate-raw')))
  const bytes = new Uint8Array(await inflated.arrayBuffer())
  const pictures = new Map<string, Uint8Array>()
  let start = 0
  for (const [name, size] of Object.entries(pictureSizes)) {
    pictures.set(name, bytes.slice(start, start + size))
    start += size
  }
  return (name) => pictures.get(name) ?? new Uint8Array()
}
