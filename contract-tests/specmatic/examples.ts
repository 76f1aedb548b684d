/** Turns Dredd's plan into Specmatic's external examples: a request with real ids, and the answer to expect. */
import type { Transaction } from '../dredd/document.ts'
import { planForServer, type Target } from '../dredd/plan.ts'
import type { Step } from '../dredd/step.ts'
import { type Bundle, type Reference, resolve } from '../support/contract.ts'

/** A file as Specmatic reads it from its folder of examples. */
export interface Example {
  'http-request': {
    method: string
    path: string
    query: Record<string, string>
    headers: Record<string, string>
    body?: string
  }
  'http-response': { status: number; body?: unknown }
}

/** What Specmatic is asked to do, by name of the example. */
export interface Examples {
  examples: Record<string, Example>
  transactions: Transaction[]
}

/**
 * A GIF of one pixel without a colour table, so that none of its bytes is above 0x7f: Specmatic sends every body as text
 * in UTF-8, and only such bytes survive that.
 */
export const ASCII_GIF = Buffer.from('474946383961010001000000002c00000000010001000002024401003b', 'hex')

/**
 * Specmatic hangs each example on an operation: it sends no path that is not the contract's, and a `$filter` other than
 * the document's own only where it expects a status from 400 to 499.
 */
function isOfTheContract({ path, status }: Transaction): boolean {
  return status !== 501 && (status !== 404 || path.includes('{'))
}

/**
 * Makes an example of each transaction that the plan sends something for. Uploads go to an entity without a picture and
 * deletes to one with a picture, so that the run can be judged by what it left behind.
 */
export function examplesFor(contract: Bundle, target: Target, transactions: Transaction[]): Examples {
  const { steps } = planForServer(target, transactions)
  const examples: Record<string, Example> = {}
  const asked = transactions.filter((transaction) => {
    const step = steps[transaction.name]
    if (!step || step.skip || !isOfTheContract(transaction)) return false
    examples[`${transaction.operationId}-${transaction.status}`] = exampleOf(contract, target, transaction, step)
    return true
  })
  return { examples, transactions: asked }
}

function exampleOf(contract: Bundle, target: Target, transaction: Transaction, step: Step): Example {
  const { method, status, mediaType } = transaction
  const { origin, pathname } = new URL(target.baseUrl)
  const url = new URL(step.path ?? '', origin)
  const path = url.pathname.slice(pathname.length)
  const headers = Object.entries({ ...target.headers, ...step.headers }).filter(([, value]) => value !== null)
  return {
    'http-request': {
      method,
      path: method === 'PATCH' && status === 204 ? withoutPicture(target, path) : path,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(method === 'PATCH' && { body: ASCII_GIF.toString('latin1') }),
    },
    'http-response': { status, ...(mediaType && { body: answerOf(contract, transaction, mediaType) }) },
  }
}

function withoutPicture({ entities }: Target, path: string): string {
  const [parent, ids] = Object.entries(entities).find(([, { withPicture = '-' }]) => path.includes(withPicture)) ?? []
  if (!ids?.withPicture || !ids.withoutPicture)
    throw new Error(`There are too few ${parent ?? 'entities'} for ${path}.`)
  return path.replaceAll(ids.withPicture, ids.withoutPicture)
}

/** Specmatic wants a response in each example and checks it against the schema: the contract's own first example. */
function answerOf(contract: Bundle, { path, method, status }: Transaction, mediaType: string): unknown {
  type Content = Record<string, { examples?: Record<string, { value: unknown } | Reference> }>
  const response = contract.paths[path]?.[method.toLowerCase()]?.responses[status]
  const { content } = resolve(contract, response ?? {}) as { content?: Content }
  const [example] = Object.values(content?.[mediaType]?.examples ?? {})
  return example ? resolve(contract, example).value : 'bytes'
}
