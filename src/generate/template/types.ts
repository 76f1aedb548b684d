// Stands in for the `types.ts` that `bc-pictures generate` writes next to `client.ts`, so that the template compiles here.
export type { BinaryBody, paths } from '../../../generated/types/v2.0.ts'
