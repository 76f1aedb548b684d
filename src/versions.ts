/** The versions of the Business Central API that know pictures, oldest first. Source: docs/business-central.md, "The three API versions". */
export const API_VERSIONS = ['beta', 'v1.0', 'v2.0'] as const

/** A version of the Business Central API, spelt as in its URLs. */
export type ApiVersion = (typeof API_VERSIONS)[number]
