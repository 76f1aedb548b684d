/** Something is wrong with how verify was called: one sentence for a person, exit code 2. */
export class VerifyUsageError extends Error {
  override readonly name = 'VerifyUsageError'
}

/** The server cannot be reached, refuses the sign-in, or is no Business Central: one sentence, exit code 3. */
export class ServerUnreachableError extends Error {
  override readonly name = 'ServerUnreachableError'
}

/** The caller asked to stop. Pictures are put back all the same. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'

  constructor() {
    super('The run was interrupted.')
  }
}
