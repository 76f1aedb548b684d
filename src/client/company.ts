import { invalid, isBusinessCentralError, NotFoundError } from './errors.ts'
import { guidOf } from './guid.ts'
import { fetchPages } from './list.ts'
import type { CallOptions } from './options.ts'
import type { SendTo } from './request/call.ts'
import { shared } from './shared.ts'

/** A company, as far as a picture client needs it. */
export interface Company {
  id: string
  name: string
  displayName?: string
}

/** The company whose pictures a client reads and writes. */
export interface ChosenCompany {
  /** Its id; a promise where it has to be looked up, which is done once. */
  idOf(options: CallOptions): string | Promise<string>
  /** Sends calls to what is below it. An error that it is not there says which ones are. */
  send: SendTo
}

/**
 * @param company name or id; undefined for the only one there is.
 * @param root the base URL.
 * @param send sends calls to what is below it.
 * @param redact makes a text of the server's fit to be shown.
 */
export function createCompany(
  company: string | undefined,
  root: string,
  send: SendTo,
  redact: (text: string) => string,
): ChosenCompany {
  let id = guidOf(company)
  const choose = async () => chooseCompany(await listCompanies(send, {}), company, redact)

  const find = shared(async () => {
    id = guidOf((await choose()).id)
    if (!id) throw invalid({ method: 'GET', url: `${root}/companies` }, 'returned a company whose id is not a GUID.')
    return id
  })
  const idOf = ({ signal }: CallOptions) => id || find(signal)

  return {
    idOf,
    async send(path, call) {
      const to = `companies(${await idOf(call)})/${path}`
      try {
        return await send(to, call)
      } catch (error) {
        if (isBusinessCentralError(error) && error.code === 'Internal_CompanyNotFound') await choose()
        throw error
      }
    },
  }
}

/** The companies that the caller may open. */
export async function listCompanies(send: SendTo, options: CallOptions): Promise<Company[]> {
  // More than any server has.
  const MOST = 10_000
  const all: Company[] = []
  for await (const [one, call] of fetchPages(send, 'companies', options)) {
    if (all.push(one as unknown as Company) > MOST) throw invalid(call, 'returned an endless list of companies.')
  }
  return all
}

/**
 * Finds the company that is meant, by its name, or by its display name where no name is the same.
 *
 * @throws NotFoundError that says why there is none.
 */
function chooseCompany(all: Company[], company: string | undefined, redact: (text: string) => string): Company {
  const named = all.filter(({ name }) => name === (company ?? name))
  // No two companies have one name, but any may be displayed as another.
  const found = named[0] ? named : all.filter(({ displayName }) => displayName === company)
  const [one, another] = found
  if (one && !another) return one
  const names = redact((another ? found : all).map(({ name }) => `"${name}"`).join(' or '))
  throw new NotFoundError(
    !all[0]
      ? 'This user may open no company: use another user.'
      : company === undefined
        ? `This user may open several companies: pass company: ${names}.`
        : `company "${company}" is ${another ? 'the display name of several' : 'unknown'}: use ${names}.`,
  )
}
