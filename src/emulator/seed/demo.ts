import type { Seed } from './seed.ts'

/** The company and the item of Microsoft's recorded example, so that its URLs can be tried here as they stand. */
const company = { id: '29a080a9-8dde-4d41-bc50-b9aac6b1ee1b', name: 'CRONUS International Ltd.' }
const recordedItemId = '07493b2c-d676-4d09-ba8c-fc03607cab76'

/** A company without entities. */
export const emptySeed: Seed = { company, entities: [] }

/** Microsoft's fictitious demonstration company, in small: all six parents, four formats, with and without pictures. */
export const demoSeed: Seed = {
  company,
  entities: [
    { set: 'items', id: recordedItemId, number: '1896-S', displayName: 'ATHENS Desk', pictures: ['athens-desk.png'] },
    { set: 'items', number: '1900-S', displayName: 'PARIS Guest Chair, black', pictures: ['paris-chair.jpg'] },
    { set: 'items', number: '1906-S', displayName: 'ATHENS Mobile Pedestal', pictures: ['athens-pedestal.gif'] },
    { set: 'items', number: '1908-S', displayName: 'LONDON Swivel Chair, blue', pictures: ['london-chair-blue.bmp'] },
    {
      set: 'items',
      number: '1920-S',
      displayName: 'ANTWERP Conference Table',
      pictures: ['antwerp-table.jpg', 'antwerp-table-top.png', 'antwerp-table-side.png'],
    },
    { set: 'items', number: '1928-S', displayName: 'AMSTERDAM Lamp', pictures: ['amsterdam-lamp.png'] },
    { set: 'items', number: '1936-S', displayName: 'BERLIN Guest Chair, yellow' },
    { set: 'items', number: '1953-W', displayName: 'Guest Section 1' },
    { set: 'customers', number: '10000', displayName: 'Adatum Corporation', pictures: ['adatum.png'] },
    { set: 'customers', number: '20000', displayName: 'Trey Research' },
    { set: 'customers', number: '30000', displayName: 'School of Fine Art', pictures: ['school-of-fine-art.gif'] },
    { set: 'customers', number: '40000', displayName: 'Alpine Ski House' },
    { set: 'vendors', number: '10000', displayName: 'Fabrikam, Inc.', pictures: ['fabrikam.bmp'] },
    { set: 'vendors', number: '20000', displayName: 'First Up Consultants' },
    { set: 'vendors', number: '30000', displayName: 'Graphic Design Institute', pictures: ['graphic-design.jpg'] },
    { set: 'employees', number: 'WH-LEAD', displayName: 'Warehouse Lead', pictures: ['warehouse-lead.jpg'] },
    { set: 'employees', number: 'SALES', displayName: 'Sales Associate' },
    { set: 'contacts', number: 'CT000001', displayName: 'Adatum Corporation', pictures: ['adatum.png'] },
    { set: 'contacts', number: 'CT000002', displayName: 'Litware, Inc.' },
    {
      set: 'itemVariants',
      itemNumber: '1908-S',
      code: 'GREEN',
      description: 'LONDON Swivel Chair, green',
      pictures: ['london-chair-green.png', 'london-chair-green-back.png'],
    },
    { set: 'itemVariants', itemNumber: '1908-S', code: 'RED', description: 'LONDON Swivel Chair, red' },
  ],
}
