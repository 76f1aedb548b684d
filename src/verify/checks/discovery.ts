import { contextOf, pathOfLink } from '../contract/links.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { ServerUnreachableError, VerifyUsageError } from '../problems.ts'
import type { EntityName } from '../target.ts'
import type { Probe } from './probe.ts'
import { Subject } from './subject.ts'

/** A JSON object whose properties are yet to be looked at. */
export type Json = Readonly<Record<string, unknown>>

/** A company, as the list of companies has it. */
export interface Company {
  readonly id: string
  readonly name: string
}

/** The first entities of a parent, with their pictures. */
export interface Rows {
  readonly exchange: Exchange
  readonly rows: readonly Json[]
}

/** How many entities of a parent are looked at. */
export const ROWS = 20

const MAX_COMPANY_PAGES = 20

/** The rows of a collection; stops the check when the answer is none. */
export function rowsOf(probe: Probe, exchange: Exchange, what: string): Json[] {
  const { value } = (exchange.json ?? {}) as { value?: unknown }
  probe.demand(Array.isArray(value), `${what} has an array "value".`, exchange)
  return value.filter((row) => typeof row === 'object' && row !== null)
}

/** Where a link leads, as a path below the base URL; undefined when it leads to another server. */
export function pathInServer(probe: Probe, link: unknown, exchange: Exchange): string | undefined {
  const root = contextOf(exchange.json)?.root
  return pathOfLink(link, [...(root ? [root] : []), probe.session.target.baseUrl])
}

/**
 * The company to work in: the one that the caller names, else the only one.
 * @throws ServerUnreachableError when the server refuses the sign-in or is no Business Central
 * @throws VerifyUsageError when the company is not there, or several are and none is named
 */
export function findCompany(probe: Probe): Promise<Company> {
  return probe.session.once('the list of companies', probe, async (first) => {
    const companies: Company[] = []
    let path: string | undefined = '/companies'
    for (let page = 1; path !== undefined && page <= MAX_COMPANY_PAGES; page += 1) {
      const exchange: Exchange = await first.send({ method: 'GET', path })
      if (page === 1) refuseStrangers(first, exchange)
      first.demandStatus(exchange, [200], 'The list of companies')
      const rows = rowsOf(first, exchange, 'The list of companies')
      companies.push(...rows.map(({ id, name }) => ({ id: String(id), name: String(name) })))
      if (page === 1) observeServer(first, exchange, rows)
      const next: unknown = (exchange.json as Json)['@odata.nextLink']
      path = next === undefined ? undefined : pathInServer(first, next, exchange)
    }
    const distinct = [...new Map(companies.map((company) => [company.id, company])).values()]
    first.expect(distinct.length === companies.length, 'A company is listed once.')
    const company = chooseCompany(distinct, first.session.target.company)
    first.session.companyName = company.name
    return company
  })
}

/** The first entities of a parent with their pictures, from one request. */
export function listEntities(probe: Probe, parent = probe.parent): Promise<Rows> {
  return probe.session.once(`the list of ${parent}`, probe, async (first) => {
    const { id } = await findCompany(first)
    const path = `/companies(${id})/${parent}?$expand=picture&$top=${ROWS}&$count=true`
    const exchange = await first.send({ method: 'GET', path })
    first.demandStatus(exchange, [200], `The list of ${parent}`)
    return { exchange, rows: rowsOf(first, exchange, `The list of ${parent}`) }
  })
}

/** The picture that is expanded in a row; beta and v1.0 have it in an array of one. */
export function expandedPicture(probe: Probe, row: Json): Json | undefined {
  const { picture } = row
  const [first] = probe.session.contract.keyed ? (Array.isArray(picture) ? picture : []) : [picture]
  return typeof first === 'object' && first !== null ? (first as Json) : undefined
}

/** Whether metadata tells of a picture: 0×0 is the sign of none. */
export function tellsPicture(picture: Json | undefined): boolean {
  return picture !== undefined && Number(picture.width) > 0 && Number(picture.height) > 0
}

/**
 * An entity of the probe's parent with or without a picture: the one that the caller named where it fits, else the
 * first of the list. Skips the check when there is none.
 */
export async function findSubject(probe: Probe, wanted: 'with a picture' | 'without a picture' | 'any') {
  const { contract, entities } = probe.session
  const { id: companyId } = await findCompany(probe)
  const { rows } = await listEntities(probe)
  const fits = (row: Json) => {
    const picture = expandedPicture(probe, row)
    return wanted === 'any' || (picture !== undefined && tellsPicture(picture) === (wanted === 'with a picture'))
  }
  const named = entities.filter(({ parent }) => parent === probe.parent)
  const isNamed = (row: Json) => named.some(({ key }) => names(row, key))
  const empty = (row: Json) => wanted === 'without a picture' && expandedPicture(probe, row)?.contentType === ''
  const fitting = rows.filter(fits)
  const row = fitting.find(isNamed) ?? fitting.find(empty) ?? fitting[0]
  if (row === undefined || typeof row.id !== 'string') {
    probe.skip(`there is no entity ${wanted === 'any' ? '' : `${wanted} `}among the first ${ROWS} ${probe.parent}`)
  }
  const subject = new Subject(contract, companyId, probe.parent, row.id, keyOf(row))
  if (wanted === 'without a picture' && !empty(row)) {
    // Bytes that the server cannot read as an image are 0×0, too.
    const { status } = await probe.send({ method: 'GET', path: subject.content })
    if (status === 200) probe.skip(`${subject.label} is 0×0 and has bytes: they are no image that the server can read`)
  }
  return { subject, row }
}

/**
 * Finds an entity by the name that the caller gave it.
 * @throws VerifyUsageError when there is none
 */
export async function findNamed(probe: Probe, { parent, key }: EntityName): Promise<Subject> {
  const { id: companyId, name } = await findCompany(probe)
  const { contract } = probe.session
  if (isGuid(key)) {
    const subject = new Subject(contract, companyId, parent, key.toLowerCase())
    const { status } = await probe.send({ method: 'GET', path: subject.path })
    if (status === 200) return subject
  } else {
    const filter = encodeURIComponent(filterFor(parent, key))
    const exchange = await probe.send({ method: 'GET', path: `/companies(${companyId})/${parent}?$filter=${filter}` })
    const [row] = exchange.status === 200 ? rowsOf(probe, exchange, `The list of ${parent}`) : []
    if (typeof row?.id === 'string') return new Subject(contract, companyId, parent, row.id, key)
  }
  throw new VerifyUsageError(`There is no ${parent}:${key} in the company "${name}": check --entity.`)
}

function filterFor(parent: string, key: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
  if (parent !== 'itemVariants') return `number eq ${quote(key)}`
  const [item = '', code = ''] = key.split(/\/(.*)/s)
  return `itemNumber eq ${quote(item)} and code eq ${quote(code)}`
}

function names(row: Json, key: string): boolean {
  return keyOf(row) === key || String(row.id) === key.toLowerCase()
}

function keyOf({ number, itemNumber, code }: Json): string {
  return number === undefined ? `${itemNumber}/${code}` : String(number)
}

/** Whether a text has the form of an id. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

function chooseCompany(companies: readonly Company[], wanted: string | undefined): Company {
  const listed = companies.map(({ name }) => `"${name}"`).join(', ')
  const found =
    wanted === undefined
      ? companies[0]
      : companies.find(({ id, name }) => id.toLowerCase() === wanted.toLowerCase() || name === wanted)
  if (found === undefined) {
    throw new VerifyUsageError(
      companies.length === 0
        ? 'The server shows no company to this sign-in: check its permissions.'
        : `There is no company "${wanted}"; there are: ${listed}.`,
    )
  }
  if (wanted === undefined && companies.length > 1) {
    throw new VerifyUsageError(`The server has several companies, choose one with --company: ${listed}.`)
  }
  return found
}

/** Answers that no Business Central gives to a caller who has signed in are no violations of the contract. */
function refuseStrangers(probe: Probe, exchange: Exchange): void {
  const stranger = whoAnswers(probe, exchange)
  if (stranger === undefined) return
  // What a stranger answers is held to no contract.
  probe.violations.length = 0
  throw stranger
}

function whoAnswers(probe: Probe, { url, status, headers, body, json }: Exchange): Error | undefined {
  const { origin } = new URL(url)
  if (status === 401 || status === 403) {
    return new ServerUnreachableError(
      probe.session.target.authorization
        ? `${origin} refuses the sign-in (${status}): check the credentials, and what they may do.`
        : `${origin} refuses the sign-in (${status}): it wants credentials, set BC_TOKEN, or another of the sign-ins.`,
    )
  }
  if (status >= 300 && status < 400) {
    const to = headers.get('location')?.split('?')[0] ?? 'nowhere'
    return new ServerUnreachableError(
      `${origin} sends callers elsewhere (${status} to ${to}): the base URL or the sign-in is wrong.`,
    )
  }
  const html =
    /html/i.test(headers.get('content-type') ?? '') || /^\s*<(!doctype|html)/i.test(body.toString('utf8', 0, 200))
  if (html) {
    return new ServerUnreachableError(
      `${origin} answers a web page where the API should be: it may be a sign-in page or a proxy; check the base URL and the credentials.`,
    )
  }
  if (status === 404 || (status === 200 && json === undefined && body.length > 0 && !looksLikeJson(headers))) {
    const { baseUrl, apiVersion } = probe.session.target
    return new VerifyUsageError(
      `There is no Business Central API at ${baseUrl}: the base URL goes up to and including /api/${apiVersion}.`,
    )
  }
  return status >= 500 ? new ServerUnreachableError(`${origin} answers ${status} to the list of companies.`) : undefined
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
