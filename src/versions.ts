/** The versions of the Business Central API that know pictures, oldest first. fact:parents-beta, fact:parents-v1, fact:parents-v2, fact:beta-removed */
export const API_VERSIONS = ['beta', 'v1.0', 'v2.0'] as const

/** A version of the Business Central API, spelt as in its URLs. */
export type ApiVersion = (typeof API_VERSIONS)[number]
