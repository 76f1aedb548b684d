/** A GUID without the braces that some programs write around it; empty for anything else. Only that gets into a URL. */
export const guidOf = (value: unknown): string =>
  /^\{?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\}?$/i.exec(`${value}`)?.[1] ?? ''
