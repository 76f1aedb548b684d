import { contextOf } from '../contract/links.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { Probe } from '../probe/probe.ts'
import { ServerUnreachableError, VerifyUsageError } from '../problems.ts'
import { isGuid, type Json, pathInServer, rowsOf } from './responses.ts'

/** A company, as the list of companies has it. */
export interface Company {
  readonly id: string
  readonly name: string
  readonly displayName: string | undefined
}

const MAX_COMPANY_PAGES = 20

/**
 * The company to work in: the one that the caller names, else the only one.
 * @throws ServerUnreachableError when the server refuses the credentials or is not Business Central
 * @throws VerifyUsageError when the company is not there, or several are and none is named
 */
export function findCompany(probe: Probe): Promise<Company> {
  return probe.once('the list of companies', async () => {
    const companies = await readCompanies(probe)
    const distinct = [...new Map(companies.map((company) => [company.id, company])).values()]
    probe.expect(distinct.length === companies.length, 'Each company is listed once.')
    const company = chooseCompany(distinct, probe.session.target.company)
    probe.session.companyName = company.name
    return company
  })
}

async function readCompanies(probe: Probe): Promise<Company[]> {
  const companies: Company[] = []
  let path: string | undefined = '/companies'
  for (let page = 1; path !== undefined && page <= MAX_COMPANY_PAGES; page += 1) {
    const exchange: Exchange = await probe.send({ method: 'GET', path })
    if (page === 1) refuseStrangers(probe, exchange)
    probe.demandStatus(exchange, [200], 'The list of companies')
    const rows = rowsOf(probe, exchange, 'The list of companies')
    for (const { id } of rows) {
      // The id becomes part of every path.
      probe.demand(isGuid(String(id)), `The id of a company is a GUID, not ${JSON.stringify(id)}.`, exchange)
    }
    companies.push(...rows.map(companyOf))
    if (page === 1) observeServer(probe, exchange, rows)
    const next: unknown = (exchange.json as Json)['@odata.nextLink']
    path = next === undefined ? undefined : pathInServer(probe, next, exchange)
  }
  return companies
}

function companyOf({ id, name, displayName }: Json): Company {
  return { id: String(id), name: String(name), displayName: typeof displayName === 'string' ? displayName : undefined }
}

function chooseCompany(companies: readonly Company[], wanted: string | undefined): Company {
  const listed = companies.map(({ name }) => `"${name}"`).join(', ')
  const [only, second] = companies
  if (only === undefined) {
    throw new VerifyUsageError('The server shows no company with these credentials: check their permissions.')
  }
  if (wanted === undefined) {
    if (second === undefined) return only
    throw new VerifyUsageError(`The server has several companies: choose one with the option company: ${listed}.`)
  }
  const named =
    companies.find(({ id, name }) => sameText(id, wanted) || name === wanted) ??
    companies.find(({ displayName }) => displayName === wanted)
  if (named !== undefined) return named
  throw new VerifyUsageError(`There is no company "${wanted}"; there are: ${listed}.`)
}

function sameText(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase()
}

/** Responses that no Business Central gives to a caller with good credentials are no violations of the contract. */
function refuseStrangers(probe: Probe, exchange: Exchange): void {
  const stranger = whoAnswers(probe, exchange)
  if (stranger === undefined) return
  // What another kind of server returns is compared with no contract.
  probe.violations.length = 0
  throw stranger
}

function whoAnswers(probe: Probe, { url, status, headers, body, json }: Exchange): Error | undefined {
  const { origin } = new URL(url)
  if (status === 401 || status === 403) {
    return new ServerUnreachableError(
      probe.session.target.authorization
        ? `${origin} refuses the credentials (${status}): check them, and what their account may do.`
        : `${origin} requires authentication (${status}), and no credentials were given: set BC_TOKEN, BC_CLIENT_ID and BC_CLIENT_SECRET, or BC_USER and BC_ACCESS_KEY.`,
    )
  }
  if (status >= 300 && status < 400) {
    const to = placeOf(headers.get('location'))
    return new ServerUnreachableError(
      `${origin} redirects to ${to} (${status}): check the base URL and the credentials. verify follows no redirects.`,
    )
  }
  const html =
    /html/i.test(headers.get('content-type') ?? '') || /^\s*<(!doctype|html)/i.test(body.toString('utf8', 0, 200))
  if (html) {
    return new ServerUnreachableError(
      `${origin} returns a web page instead of JSON: it may be a login page or a proxy; check the base URL and the credentials.`,
    )
  }
  if (status === 404 || (status === 200 && json === undefined && body.length > 0 && !looksLikeJson(headers))) {
    const { baseUrl, apiVersion } = probe.session.target
    return new VerifyUsageError(
      `There is no Business Central API at ${baseUrl}: the base URL goes up to and including /api/${apiVersion}.`,
    )
  }
  return status >= 500
    ? new ServerUnreachableError(`${origin} returns ${status} for the list of companies.`)
    : undefined
}

/** Where a redirect leads, without what may be secret in it: user, query and fragment. */
function placeOf(location: string | null): string {
  const url = URL.parse(location ?? '', 'http://relative.invalid')
  if (location === null || url === null) return 'nowhere'
  return url.host === 'relative.invalid' ? url.pathname : `${url.protocol}//${url.host}${url.pathname}`
}

function looksLikeJson(headers: Headers): boolean {
  return /json/i.test(headers.get('content-type') ?? '')
}

function observeServer(probe: Probe, exchange: Exchange, rows: readonly Json[]): void {
  const version = rows.find(({ systemVersion }) => typeof systemVersion === 'string')?.systemVersion
  if (version !== undefined) probe.observe('server-version', String(version), exchange)
  const root = contextOf(exchange.json)?.root
  const asked = probe.session.target.baseUrl.split('?')[0]?.replace(/\/$/, '')
  if (root) probe.observe('server-root', root.toLowerCase() === asked?.toLowerCase() ? 'the one asked' : root, exchange)
}
