const agent = (): string => `${globalThis.navigator?.userAgent}`

/** Whether this is a page or a worker of a browser. */
export const inBrowser = (): boolean => agent().startsWith('Mozilla')

/** Whether this is Node. */
export const onNode = (): boolean => agent().startsWith('Node')
