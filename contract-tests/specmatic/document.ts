/**
 * Specmatic reads a document derived from the bundle, not the bundle itself:
 * - `/$metadata` goes: Specmatic takes a schema of XML for a tree of named nodes, and CSDL is described as one text;
 * - responses that no server gives on demand go, pages of HTML among them, so that whatever is left has to be tested;
 * - media ranges such as `image/*` go: Specmatic makes a test of each media type, and there is one response;
 * - a plain bearer scheme takes the place of the security schemes: Specmatic would repeat each test for each of them;
 * - query options of OData's own syntax take their example and no other value: Specmatic would send random text;
 * - `tenant`, `$schemaversion` and `Prefer` go: each would double the tests, and no value of them has to be refused;
 * - numbers end at the longest page: Specmatic knows no int32 and sends up to 19 digits;
 * - the pattern of If-Match goes: Specmatic generates line feeds for it, which no header may hold;
 * - inline examples go: Specmatic takes each for a test, and these tell of companies that are not on the server;
 * - contents come before what describes them: Specmatic goes through the paths in their order, and what it deletes
 *   should have been read before.
 * Schemas of responses, headers, methods and statuses stay as the contract has them.
 */
import { dreddDocument, expectedTransactions, type Transaction } from '../dredd/document.ts'
import { type Bundle, type Reference, resolve } from '../support/contract.ts'

type Node = Record<string, unknown>
type Parameter = { name: string; in: string; example?: unknown; schema: Node }
type Answer = { content?: Record<string, unknown> }
type Operation = { operationId: string; parameters?: unknown; responses: Record<string, Answer | Reference> }
type PathItem = { parameters?: unknown } & Record<string, Operation>

const METHODS = ['get', 'patch', 'delete']
const UNREADABLE_PATH = '/$metadata'
const LONGEST_PAGE = 20_000
const LEFT_OUT = ['tenant', '$schemaversion', 'Prefer']

/** The transactions of a contract that its derived document can have: one for each operation and response. */
export function expressibleTransactions(bundle: Bundle): Transaction[] {
  return expectedTransactions(dreddDocument(bundle)).filter(({ path }) => path !== UNREADABLE_PATH)
}

/** Makes the document that Specmatic reads, with the responses of these transactions only. The bundle is left as it is. */
export function specmaticDocument(bundle: Bundle, transactions: Transaction[]): Bundle {
  const document = structuredClone(bundle)
  const asked = new Set(
    transactions.map(({ operationId, status, mediaType }) => `${operationId} ${status} ${mediaType}`),
  )
  const contentsFirst = Object.entries(document.paths as unknown as Record<string, PathItem>)
    .filter(([path]) => path !== UNREADABLE_PATH)
    .toSorted(([one], [other]) => Number(isContent(other)) - Number(isContent(one)))
  for (const [, item] of contentsFirst) {
    dropParameters(document, item)
    for (const method of METHODS) {
      const operation = item[method]
      if (!operation) continue
      dropParameters(document, operation)
      operation.responses = responsesOf(document, operation, asked)
      if (Object.keys(operation.responses).length === 0) delete item[method]
    }
  }
  Object.values(document.components.parameters as Record<string, Parameter>).forEach(narrow)
  dropExamples(document)
  const components = { ...document.components, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } }
  const paths = Object.fromEntries(contentsFirst)
  return Object.assign(document, { paths, components, security: [{ bearer: [] }] })
}

function isContent(path: string): boolean {
  return /content$/i.test(path)
}

function responsesOf(
  document: Bundle,
  { operationId, responses }: Operation,
  asked: Set<string>,
): Record<string, Answer> {
  // A bad request that Specmatic makes up may be refused with 400 where no example is.
  const isAsked = (status: string, mediaType?: string) =>
    asked.has(`${operationId} ${status} ${mediaType}`) || `${status} ${mediaType}` === '400 application/json'
  const kept = Object.entries(responses).flatMap(([status, response]): [string, Answer][] => {
    const { content, ...answer } = resolve(document, response)
    if (!content) return isAsked(status) ? [[status, answer]] : []
    const types = Object.entries(content).filter(([mediaType]) => isAsked(status, mediaType))
    return types.length > 0 ? [[status, { ...answer, content: Object.fromEntries(types) }]] : []
  })
  return Object.fromEntries(kept)
}

function dropParameters(document: Bundle, owner: { parameters?: unknown }): void {
  const parameters = (owner.parameters ?? []) as (Parameter | Reference)[]
  owner.parameters = parameters.filter((parameter) => !LEFT_OUT.includes(resolve(document, parameter).name))
}

function narrow(parameter: Parameter): void {
  const { name, in: place, example, schema } = parameter
  if (name === 'If-Match') parameter.schema = { type: 'string' }
  else if (place === 'query' && schema.type === 'string') parameter.schema = { type: 'string', enum: [example] }
  else if (place === 'query' && schema.type === 'integer') schema.maximum = LONGEST_PAGE
}

function dropExamples(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const node = value as Node
  delete node.example
  delete node.examples
  Object.values(node).forEach(dropExamples)
}
