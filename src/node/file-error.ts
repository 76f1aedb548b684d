/** An error of the file system in a sentence of its own, with the code that the system has for it. */
export const fileError = (code: 'ENOENT' | 'ENOTDIR' | 'EISDIR', message: string): NodeJS.ErrnoException =>
  Object.assign(new Error(message), { code })
