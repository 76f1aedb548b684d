import type { Contract } from '../contract/contract.ts'
import { type CsdlService, parseCsdl } from './csdl.ts'

/** What the contract says of the service description of its version. */
export interface ExpectedService {
  readonly service: CsdlService
  /** The entity sets that have pictures. */
  readonly parents: readonly string[]
  /** Whether a parent leads to many pictures, as beta and v1.0 write it. */
  readonly collection: boolean
  /** Where the contract says all this: the example of the service description. */
  readonly pointer: string
}

/** Reads the contract's own example of `$metadata`: it is the contract's word on types, keys and navigation. */
export function expectedService(contract: Contract): ExpectedService {
  const operation = contract.operation('GET', 'metadata')
  const pointer = `${operation.pointer}/responses/200/content/application~1xml/examples`
  const name = Object.keys(contract.at<object>(pointer).value)[0] ?? ''
  const example = contract.at<{ value: string }>(`${pointer}/${name}`)
  return {
    service: parseCsdl(example.value.value),
    parents: contract.parents,
    collection: contract.keyed,
    pointer: `${example.pointer}/value`,
  }
}
