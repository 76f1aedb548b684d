/** The rules for every exchange, by id: one sentence each. They need no check of their own. */
export const CONTRACT_RULES = {
  'contract.response': 'Every request gets a response.',
  'contract.complete-response': 'A response arrives whole: it has as many bytes as Content-Length promises.',
  'contract.status': 'The status is one that the contract declares for the operation.',
  'contract.headers': 'The declared headers have the declared form; required ones are there.',
  'contract.content-type':
    'The Content-Type is one that the contract declares for the status; its parameters may follow.',
  'contract.body':
    'JSON bodies match their schema, formats included; a response that is declared without a body has none.',
  'contract.error-envelope': 'An error has the OData envelope with a code and a message.',
  'contract.context': '`@odata.context` is there, of this API version, and describes what was asked for.',
  'contract.links':
    'Next links lead into the server that the response itself names, and media links into the API of the version that was asked, whatever host they name.',
  'contract.etag': 'If there is an ETag header, it agrees with `@odata.etag`.',
} as const

/** The id of a rule for every exchange. */
export type ContractRule = keyof typeof CONTRACT_RULES
