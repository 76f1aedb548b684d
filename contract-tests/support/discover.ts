interface Page {
  value: { id: string; picture?: Size | Size[] }[]
}

interface Size {
  width: number
  height: number
}

/** A company on a server, and how to sign in there. */
export interface CompanyAddress {
  baseUrl: string
  headers: Record<string, string>
  companyId: string
  /** Default: the global one. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
}

/** By parent: an entity that has a picture, and one that has none, where the company holds such. */
export type Entities = Record<string, { withPicture?: string; withoutPicture?: string }>

/** How many entities of a parent are looked at for one with and one without a picture. */
const LOOK_AT = 50

/**
 * Finds in a company an entity with and an entity without a picture for each parent, one request a parent.
 *
 * @throws when the server refuses, or a list is not what the contract says.
 */
export async function discoverEntities(
  { baseUrl, headers, companyId, fetch = globalThis.fetch }: CompanyAddress,
  parents: readonly string[],
): Promise<Entities> {
  const entities: Entities = {}
  for (const parent of parents) {
    const url = `${baseUrl}/companies(${companyId})/${parent}?$expand=picture&$top=${LOOK_AT}`
    const response = await fetch(url, { headers })
    if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`)
    const { value } = (await response.json()) as Page
    const withPicture = value.find(hasPicture)?.id
    const withoutPicture = value.find((entity) => !hasPicture(entity))?.id
    entities[parent] = { ...(withPicture && { withPicture }), ...(withoutPicture && { withoutPicture }) }
  }
  return entities
}

// 0×0 is the only sign of an entity without a picture.
function hasPicture({ picture }: Page['value'][number]): boolean {
  const [size] = Array.isArray(picture) ? picture : [picture]
  return size !== undefined && size.width > 0 && size.height > 0
}

/**
 * Finds the id of a company by name or id; without either, of the only company.
 *
 * @throws when there is no such company, or more than one to choose from: the message lists them.
 */
export async function findCompany(baseUrl: string, headers: Record<string, string>, wanted?: string): Promise<string> {
  const response = await fetch(`${baseUrl}/companies`, { headers })
  if (!response.ok) throw new Error(`GET ${baseUrl}/companies answered ${response.status}.`)
  const { value } = (await response.json()) as { value: { id: string; name: string }[] }
  const found = wanted ? value.filter(({ id, name }) => id === wanted.toLowerCase() || name === wanted) : value
  const [company] = found
  if (company && found.length === 1) return company.id
  const names = value.map(({ name }) => name).join(', ')
  throw new Error(`${wanted ? `There is no company ${wanted}` : 'Name a company'}: the server has ${names || 'none'}.`)
}
