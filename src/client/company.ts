import { invalid, isBusinessCentralError, NotFoundError } from './errors.ts'
import { guidOf } from './guid.ts'
import { fetchPages, type Pages } from './list.ts'
import type { CallOptions } from './options.ts'
import { shared } from './shared.ts'

/** A company, as far as a picture client needs it. */
export interface Company {
  id: string
  name: string
  displayName?: string
}

/** More companies than any server has. */
const MOST = 10_000

/** The companies of a server, and the one whose pictures a client reads and writes. */
export interface Companies {
  list(options?: CallOptions): Promise<Company[]>
  /** The id of the company, which is looked up once if it has to be. */
  idOf(options?: CallOptions): Promise<string>
  /** Throws a better error for one that says that the company is not there. */
  explain(error: unknown, url: string): Promise<void>
}

/** @param company name or id; undefined for the only one there is. */
export function createCompanies(pages: Pages, company: string | undefined): Companies {
  const url = `${pages.root}/companies`
  let id = guidOf(company)

  async function list(options: CallOptions = {}): Promise<Company[]> {
    const all: Company[] = []
    for await (const [one, call] of fetchPages(pages, url, options)) {
      if (all.push(one as unknown as Company) > MOST) throw invalid(call, 'returned an endless list of companies.')
    }
    return all
  }

  const find = shared(async () => {
    const found = guidOf(chooseCompany(await list(), company, pages.redact).id)
    if (found) return found
    throw invalid({ method: 'GET', url }, 'returned a company whose id is not a GUID.')
  })

  return {
    list,
    async idOf({ signal } = {}) {
      id ||= await find(signal)
      return id
    },
    async explain(error, at) {
      // The list of companies itself fails so where the base URL names one that is not there.
      const isMissing = isBusinessCentralError(error) && error.code === 'Internal_CompanyNotFound'
      if (isMissing && at.startsWith(`${url}(`)) chooseCompany(await list(), company, pages.redact)
    },
  }
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
  if (found[0] && !found[1]) return found[0]
  const names = redact((found[1] ? found : all).map(({ name }) => name).join(' or '))
  throw new NotFoundError(
    !all[0]
      ? 'There is no company that this user may open: use another user.'
      : company === undefined
        ? `There are several companies, and none is named: pass company: ${names}.`
        : found[1]
          ? `company "${company}" is the display name of several: use ${names}.`
          : `company "${company}" is unknown: use ${names}.`,
  )
}
