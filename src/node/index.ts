export * from '../transfer/index.ts'
export { type DownloadedFile, downloadTo } from './download-to.ts'
export { uploadFrom } from './upload-from.ts'
