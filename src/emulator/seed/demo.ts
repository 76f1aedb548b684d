import { type SeedCompany, type SeedEntity, type SeedNumbered, type SeedPicture, seed } from './seed.ts'

/** The item of Microsoft's recorded example, so that its URLs can be tried here as they stand. */
const recordedItemId = '07493b2c-d676-4d09-ba8c-fc03607cab76'

/** A company without entities. */
export const emptySeed: SeedCompany = { entities: [] }

type Row = readonly [number: string, displayName: string, ...files: string[]]

const items: readonly Row[] = [
  ['1896-S', 'ATHENS Desk', 'athens-desk.png'],
  ['1900-S', 'PARIS Guest Chair, black', 'paris-chair.jpg'],
  ['1906-S', 'ATHENS Mobile Pedestal', 'athens-pedestal.gif'],
  ['1908-S', 'LONDON Swivel Chair, blue', 'london-chair-blue.bmp'],
  ['1920-S', 'ANTWERP Conference Table', 'antwerp-table.jpg', 'antwerp-table-top.png', 'antwerp-table-side.png'],
  ['1928-S', 'AMSTERDAM Lamp', 'amsterdam-lamp.png'],
  ['1936-S', 'BERLIN Guest Chair, yellow'],
  ['1953-W', 'Guest Section 1'],
  ['1960-S', 'ROME Guest Chair, green', 'rome-chair.png'],
  ['1964-S', 'TOKYO Guest Chair, blue', 'tokyo-chair.gif'],
  ['1972-S', 'MUNICH Swivel Chair, yellow', 'munich-chair.jpg'],
  ['1980-S', 'MOSCOW Swivel Chair, red', 'moscow-chair.png'],
  ['1988-S', 'SEOUL Guest Chair, red'],
  ['1996-S', 'ATLANTA Whiteboard, base', 'atlanta-whiteboard.png'],
  ['2000-S', 'SYDNEY Swivel Chair, green'],
]

/** What the items are sorted under and cost, so that there is something to filter by. */
const priceList: Readonly<Record<string, readonly [itemCategoryCode: string, unitPrice: number]>> = {
  '1896-S': ['TABLE', 1000.8],
  '1900-S': ['CHAIR', 192.8],
  '1906-S': ['DESK', 281.4],
  '1908-S': ['CHAIR', 190.1],
  '1920-S': ['TABLE', 420.4],
  '1928-S': ['MISC', 54.9],
  '1936-S': ['CHAIR', 192.8],
  '1960-S': ['CHAIR', 192.8],
  '1964-S': ['CHAIR', 192.8],
  '1972-S': ['CHAIR', 190.1],
  '1980-S': ['CHAIR', 190.1],
  '1988-S': ['CHAIR', 192.8],
  '1996-S': ['MISC', 1397.3],
  '2000-S': ['CHAIR', 190.1],
}

const customers: readonly Row[] = [
  ['10000', 'Adatum Corporation', 'adatum.png'],
  ['20000', 'Trey Research'],
  ['30000', 'School of Fine Art', 'school-of-fine-art.gif'],
  ['40000', 'Alpine Ski House'],
  ['50000', 'Relecloud', 'relecloud.jpg'],
]

const vendors: readonly Row[] = [
  ['10000', 'Fabrikam, Inc.', 'fabrikam.bmp'],
  ['20000', 'First Up Consultants'],
  ['30000', 'Graphic Design Institute', 'graphic-design.jpg'],
  ['40000', 'Wide World Importers'],
  ['50000', 'Nod Publishers', 'nod-publishers.png'],
]

const employees: readonly Row[] = [
  ['WH-LEAD', 'Warehouse Lead', 'warehouse-lead.jpg'],
  ['SALES', 'Sales Associate'],
  ['DESIGN', 'Designer', 'designer.png'],
  ['ASSEMBLY', 'Assembly Worker', 'assembly-worker.jpg'],
  ['OFFICE', 'Office Manager'],
]

const contacts: readonly Row[] = [
  ['CT000001', 'Adatum Corporation', 'adatum.png'],
  ['CT000002', 'Litware, Inc.'],
  ['CT000003', 'School of Fine Art', 'school-of-fine-art.gif'],
  ['CT000004', 'Relecloud', 'relecloud.jpg'],
  ['CT000005', 'Alpine Ski House'],
]

const variants: readonly (readonly [item: string, code: string, description: string, ...files: string[]])[] = [
  ['1908-S', 'GREEN', 'LONDON Swivel Chair, green', 'london-chair-green.png', 'london-chair-green-back.png'],
  ['1908-S', 'RED', 'LONDON Swivel Chair, red'],
  ['1928-S', 'WHITE', 'AMSTERDAM Lamp, white', 'amsterdam-lamp-white.bmp'],
  ['1896-S', 'OAK', 'ATHENS Desk, oak', 'athens-desk-oak.jpg'],
  ['1896-S', 'WALNUT', 'ATHENS Desk, walnut'],
]

/**
 * Microsoft's fictitious demonstration company, in small: all six parents, four formats, with and without pictures.
 * @param pictureOf finds a picture by the name of its file
 */
export function demoSeed(pictureOf: (name: string) => SeedPicture): SeedCompany {
  const numbered = ([number, displayName, ...files]: Row) => ({ number, displayName, ...picturesOf(files) })
  const picturesOf = (files: readonly string[]): Pick<SeedEntity, 'picture' | 'furtherPictures'> => {
    const [picture, ...furtherPictures] = files.map(pictureOf)
    return picture === undefined ? {} : { picture, furtherPictures }
  }
  return {
    entities: [
      ...items.map((row) => seed.item({ ...numbered(row), ...itemProperties(row[0]) })),
      ...customers.map((row) => seed.customer(numbered(row))),
      ...vendors.map((row) => seed.vendor(numbered(row))),
      ...employees.map((row) => seed.employee(numbered(row))),
      ...contacts.map((row) => seed.contact(numbered(row))),
      ...variants.map(([itemNumber, code, description, ...files]) =>
        seed.itemVariant({ itemNumber, code, description, ...picturesOf(files) }),
      ),
    ],
  }
}

function itemProperties(number: string): Pick<SeedNumbered, 'id' | 'properties'> {
  const [itemCategoryCode = '', unitPrice = 0] = priceList[number] ?? []
  const properties = { itemCategoryCode, unitPrice, baseUnitOfMeasureCode: 'PCS' }
  return { properties, ...(number === '1896-S' ? { id: recordedItemId } : {}) }
}
