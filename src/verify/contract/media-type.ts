/** A Content-Type, taken apart. */
export interface MediaType {
  /** Lower case, without parameters, such as `application/json`. */
  readonly essence: string
  /** Names in lower case, values without quotes. */
  readonly parameters: ReadonlyMap<string, string>
}

/** Takes a Content-Type header apart; undefined where there is none or it is not of the form `type/subtype`. */
export function parseMediaType(header: string | null): MediaType | undefined {
  const [first = '', ...rest] = (header ?? '').split(';')
  const essence = first.trim().toLowerCase()
  if (!/^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+$/.test(essence)) return undefined
  const parameters = rest.map((text): [string, string] => {
    const [name = '', value = ''] = text.split(/=(.*)/s)
    return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')]
  })
  return { essence, parameters: new Map(parameters.filter(([name]) => name !== '')) }
}

/** Whether a media type falls into a range such as `image/*`. */
export function inRange({ essence }: MediaType, range: string): boolean {
  return range.endsWith('/*') ? essence.startsWith(range.slice(0, -1)) : essence === range.toLowerCase()
}
