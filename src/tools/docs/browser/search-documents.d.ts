declare module 'search-documents' {
  const documents: import('./search.ts').SearchDocument[]
  export default documents
}
