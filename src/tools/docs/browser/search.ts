import MiniSearch from 'minisearch'
// The index is made when the site is built.
import documents from 'search-documents'

/** One place that the search can find. */
export interface SearchDocument {
  readonly url: string
  /** The page it is on. */
  readonly page: string
  readonly title: string
  readonly text: string
}

/** What the list of results shows. */
export type SearchResult = Pick<SearchDocument, 'url' | 'page' | 'title'>

const engine = new MiniSearch<SearchDocument>({
  idField: 'url',
  fields: ['title', 'page', 'text'],
  storeFields: ['url', 'page', 'title'],
  searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: 'AND' },
})
engine.addAll(documents)

/** The best places for some words. */
export function search(words: string): SearchResult[] {
  return engine.search(words).slice(0, 12) as unknown as SearchResult[]
}
