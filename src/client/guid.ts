/** A GUID without the braces that some programs write around it; empty for anything else. Only that gets into a URL. */
export function guidOf(value: unknown): string {
  const text = `${value}`.replace(/^\{(.+)\}$/, '$1')
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? text : ''
}
