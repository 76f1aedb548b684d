/** A question about the product that the evidence does not settle; the answers of a real server do. */
interface Question {
  readonly question: string
  /** The facts in docs/business-central.md that it is about, by id. */
  readonly facts: readonly string[]
}

/** The open questions, by id. */
export const QUESTIONS = {
  'server-version': { question: 'Which version does the server say that it has?', facts: ['company-list'] },
  'server-root': { question: 'Which base URL does the server name in its responses?', facts: ['media-link-host'] },
  'picture-context': { question: 'How does the context URL of a single picture end?', facts: ['v2-context'] },
  'picture-key': {
    question: 'What does v2.0 return for a picture with its key?',
    facts: ['picture-key-v2', 'picture-key-v2-404'],
  },
  'link-form': { question: 'Which form do the media links have?', facts: ['media-links-v1', 'media-links-v2'] },
  'media-link-host': { question: 'Which host do the media links name?', facts: ['media-link-host'] },
  'links-under-select': { question: 'Do the media links stay under $select?', facts: ['select-media-links'] },
  'variant-type-name': {
    question: 'How is the parent type of an item variant written in JSON?',
    facts: ['parent-type-variant'],
  },
  'variant-pictures': { question: 'Do item variants have pictures on this server?', facts: ['variants-since-28'] },
  'download-content-type': { question: 'Which Content-Type does a download have?', facts: ['content-type-header'] },
  'stored-bytes': {
    question: 'Are the bytes of an image kept as they were sent, or is the image stored anew?',
    facts: ['stored-bytes', 'stored-pixels', 'jpeg-recompressed'],
  },
  'stated-content-type': { question: 'Does contentType follow the bytes?', facts: ['content-type-follows-content'] },
  'size-of-other-content': {
    question: 'Which size do bytes have that are no image?',
    facts: ['unrecognised-verbatim'],
  },
  'type-of-other-content': {
    question: 'Which contentType do bytes have that are no image?',
    facts: ['unrecognised-verbatim'],
  },
  'etag-follows-picture': { question: 'Does the etag change when the picture does?', facts: ['etag-and-image'] },
  'stale-etag': { question: 'What does an outdated etag return?', facts: ['stale-etag-409', 'stale-etag-412'] },
  'strong-etag': { question: 'Is the etag accepted without its W/?', facts: ['etag-form'] },
  'malformed-etag': { question: 'What does an If-Match return that is no etag?', facts: ['if-match-malformed'] },
  'delete-again': {
    question: 'What does deleting a picture return where there is none?',
    facts: ['delete-without-picture'],
  },
  'other-content-type': {
    question: 'Is an upload accepted with another Content-Type?',
    facts: ['upload-content-type-not-enforced'],
  },
  'empty-upload': { question: 'What does an upload without a body do?', facts: ['empty-upload'] },
  'other-method': {
    question: 'What do POST and PUT on the content return?',
    facts: ['content-post-refused', 'content-post-405'],
  },
  'unauthorized-code': { question: 'Which code has a 401?', facts: ['unauthorized', 'unauthorized-basic'] },
  'unknown-company': { question: 'What does an unknown company return?', facts: ['unknown-company'] },
  'unknown-entity': { question: 'What does an unknown id return?', facts: ['unknown-id'] },
  'other-parent': { question: 'What does the id of another kind of entity return?', facts: ['unknown-id'] },
  'malformed-id': { question: 'What does an id return that is not a GUID?', facts: ['malformed-guid'] },
  'query-syntax': { question: 'What does a query return that does not parse?', facts: ['filter-parse-error'] },
  'page-size': {
    question: 'Does the server honour the page size that Prefer asks for?',
    facts: ['max-page-size', 'max-page-size-ignored'],
  },
} as const satisfies Record<string, Question>

/** The id of an open question. */
export type QuestionId = keyof typeof QUESTIONS

/** What a server showed on an open question. */
export interface Observation {
  readonly id: QuestionId
  readonly question: string
  /** The facts in docs/business-central.md that it is about, by id. */
  readonly facts: readonly string[]
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
    const { question, facts } = QUESTIONS[id]
    const known = this.#seen.get(key) ?? { id, question, facts, shown, parents: [], example }
    if (parent !== undefined && !known.parents.includes(parent)) known.parents.push(parent)
    this.#seen.set(key, known)
  }

  /** Everything that was seen, in the order of the questions. */
  get all(): Observation[] {
    const order = Object.keys(QUESTIONS)
    return [...this.#seen.values()].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  }
}
