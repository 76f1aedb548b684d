const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const ipv6 = /^\[[\da-f:.]+\]$/
const singleLabel = /^[\w-]+$/
const privateUse = /^[\w.-]+\.(?:localhost|local|internal|test|home\.arpa)$/

/**
 * Whether a Host header holds an address, a name without a dot (as services of compose and CI have), or a name that is
 * reserved for private use: what public DNS cannot hand out.
 */
export function isPrivateHost(host: string): boolean {
  const name = hostNameOf(host)
  return [ipv4, ipv6, singleLabel, privateUse].some((form) => form.test(name))
}

/** The name in a Host header, in lower case and without the port. */
export function hostNameOf(host: string): string {
  return host.toLowerCase().replace(/:\d{0,5}$/, '')
}
