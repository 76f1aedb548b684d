/** A question about the product that the evidence does not settle; the answers of a real server do. */
interface Question {
  readonly question: string
  /** Where docs/business-central.md leaves it open. */
  readonly source: string
}

const errors = '"Errors"'
const etags = '"Etags"'
const uploading = '"Uploading and deleting"'
const reading = '"Reading"'
const facts = '"The facts that a picture states about itself"'
const versions = '"The three API versions"'

/** The unsettled questions, by id. Sources are sections of docs/business-central.md. */
export const QUESTIONS = {
  'server-version': { question: 'Which version does the server say that it has?', source: '"URLs and sign-in"' },
  'server-root': { question: 'Which base URL does the server believe to have?', source: reading },
  'picture-context': { question: 'How does the context URL of a single picture end?', source: versions },
  'picture-key': { question: 'What does v2.0 answer to a picture with its key?', source: versions },
  'link-form': { question: 'Which form do the media links have?', source: versions },
  'variant-type-name': { question: 'How is the parent type of an item variant written in JSON?', source: versions },
  'variant-pictures': { question: 'Do item variants have pictures on this server?', source: versions },
  'download-content-type': { question: 'Which Content-Type does a download have?', source: reading },
  'stated-content-type': { question: 'Does contentType follow the bytes?', source: facts },
  'size-of-other-content': { question: 'Which size do bytes have that are no picture?', source: facts },
  'type-of-other-content': { question: 'Which contentType do bytes have that are no picture?', source: facts },
  'etag-follows-picture': { question: 'Does the etag change when the picture does?', source: etags },
  'stale-etag': { question: 'What does a stale etag answer?', source: etags },
  'strong-etag': { question: 'Is the etag accepted without its W/?', source: etags },
  'malformed-etag': { question: 'What does an If-Match answer that is no etag?', source: etags },
  'delete-again': { question: 'What does deleting a picture answer where there is none?', source: uploading },
  'other-content-type': { question: 'Is an upload taken under another Content-Type?', source: uploading },
  'empty-upload': { question: 'What does an upload without a body do?', source: uploading },
  'other-method': { question: 'What do POST and PUT on the content answer?', source: uploading },
  'unknown-company': { question: 'What does an unknown company answer?', source: errors },
  'unknown-entity': { question: 'What does an unknown id answer?', source: errors },
  'other-parent': { question: 'What does the id of another kind of entity answer?', source: errors },
  'malformed-id': { question: 'What does an id answer that is no GUID?', source: errors },
  'query-syntax': { question: 'What does a query answer that does not parse?', source: errors },
  'page-size': { question: 'Does the server keep to the page size that Prefer asks for?', source: '"Limits per user"' },
} as const satisfies Record<string, Question>

/** The id of an unsettled question. */
export type QuestionId = keyof typeof QUESTIONS

/** What a server showed on an unsettled question. */
export interface Observation {
  readonly id: QuestionId
  readonly question: string
  readonly source: string
  /** The answer, in a few words. */
  readonly shown: string
  /** The entity sets on which it was seen; empty where none is concerned. */
  readonly parents: string[]
  /** One exchange that shows it: method, path and status. */
  readonly example: string
}

/** Collects what a server shows; the same answer is kept once. */
export class Observations {
  readonly #seen = new Map<string, Observation>()

  add(id: QuestionId, shown: string, parent: string | undefined, example: string): void {
    const key = `${id} ${shown}`
    const { question, source } = QUESTIONS[id]
    const known = this.#seen.get(key) ?? { id, question, source, shown, parents: [], example }
    if (parent !== undefined && !known.parents.includes(parent)) known.parents.push(parent)
    this.#seen.set(key, known)
  }

  /** Everything that was seen, in the order of the questions. */
  get all(): Observation[] {
    const order = Object.keys(QUESTIONS)
    return [...this.#seen.values()].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  }
}
