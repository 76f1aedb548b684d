/** What every exchange is held to, by id: one sentence each. They need no check of their own. */
export const CONTRACT_RULES = {
  'contract.answer': 'Every request gets an answer.',
  'contract.complete-answer': 'An answer arrives whole: as many bytes as Content-Length promises.',
  'contract.status': 'The status is one that the contract declares for the operation.',
  'contract.headers': 'The declared headers have the declared form; required ones are there.',
  'contract.content-type':
    'The Content-Type is one that the contract declares for the status; its parameters may follow.',
  'contract.body':
    'JSON bodies match their schema, formats included; an answer that is declared without a body has none.',
  'contract.error-envelope': 'An error has the OData envelope with a code and a message.',
  'contract.context': '`@odata.context` is there, of this API version, and describes what was asked for.',
  'contract.links': 'Media links and next links lead into the server that the answer itself names.',
  'contract.etag': 'Where the ETag header is sent, it agrees with `@odata.etag`.',
} as const

/** The id of a rule that every exchange is held to. */
export type ContractRule = keyof typeof CONTRACT_RULES
