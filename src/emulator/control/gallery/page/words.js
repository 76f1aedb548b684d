/** How things are called and written on the page. */

/** The entity sets as people call them. */
export const setNames = {
  items: ['item', 'Items'],
  customers: ['customer', 'Customers'],
  vendors: ['vendor', 'Vendors'],
  employees: ['employee', 'Employees'],
  contacts: ['contact', 'Contacts'],
  itemVariants: ['item variant', 'Item variants'],
}

const number = new Intl.NumberFormat('en')
const megabytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hour12: false })

/** `1 byte`, `4,885 bytes`, `12.3 MB`; a megabyte is 1,048,576 bytes. */
export function bytes(size) {
  if (size === 1) return '1 byte'
  return size < 10_000_000 ? `${number.format(size)} bytes` : `${megabytes.format(size / 1_048_576)} MB`
}

/** `1 entity`, `1,234 entities`. */
export function counted(count, one, many) {
  return `${number.format(count)} ${count === 1 ? one : many}`
}

/** Date and time, to the minute. */
export function dayAndTime(iso) {
  return day.format(new Date(iso))
}

/** Time of day, to the second. */
export function timeOfDay(iso) {
  return clock.format(new Date(iso))
}

/** A URL path with its percent-encoding undone and each id cut to its first group, which is enough to tell two apart. */
export function readablePath(path) {
  return decoded(path).replace(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '$1…')
}

function decoded(path) {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
