/**
 * The members of each enumeration with their numbers. Names that are no XML names are encoded: a blank is `_x0020_`
 * (fact:schemaversion-enum-names).
 */
export const enumMembers = {
  pictureEntityParentType: [
    ['Customer', 1],
    ['Item', 2],
    ['Vendor', 3],
    ['Employee', 4],
    ['Contact', 5],
    ['Item_x0020_Variant', 6],
  ],
  itemType: [
    ['Inventory', 0],
    ['Service', 1],
    ['Non_x002D_Inventory', 2],
  ],
  contactType: [
    ['Company', 0],
    ['Person', 1],
  ],
  customerBlocked: [
    ['_x0020_', 0],
    ['Ship', 1],
    ['Invoice', 2],
    ['All', 3],
  ],
  vendorBlocked: [
    ['_x0020_', 0],
    ['Payment', 1],
    ['All', 2],
  ],
  employeeStatus: [
    ['Active', 0],
    ['Inactive', 1],
    ['Terminated', 2],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [name: string, value: number])[]>>

/** The name of an enumeration, as in `$metadata`. */
export type EnumName = keyof typeof enumMembers
