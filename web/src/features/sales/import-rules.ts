import type { ColumnRole, Import, Mapping } from './api/imports'

export const importSteps = ['file', 'header', 'columns', 'fix', 'duplicates', 'result'] as const
export type ImportStep = (typeof importSteps)[number]

export interface ProductChoice { kind: 'item' | 'create' | 'leave_out'; itemId?: string }

/** What a person may say about a column; the other meanings are found by their content alone. */
export const columnRoles: readonly ColumnRole[] = ['business_day', 'date', 'time', 'product', 'sku', 'quantity', 'unit_price', 'revenue', 'net_revenue', 'tax', 'discount', 'location', 'channel', 'receipt']

/** The mapping with one column changed; a meaning belongs to one column only. */
export function withRole(check: Import, index: number, role: ColumnRole | null): Mapping {
  const roles = Object.fromEntries(Object.entries(check.mapping.roles as Record<string, ColumnRole>).filter(([column, other]) => Number(column) !== index && other !== role))
  return { ...check.mapping, roles: role ? { ...roles, [index]: role } : roles } as Mapping
}

/** Names that still need an item, a new product or a clear "leave out". */
export function undecidedProducts(check: Import, choices: Record<string, ProductChoice>): string[] {
  return check.unknown_products.map((product) => product.name).filter((name) => choices[name] === undefined)
}

/** A first guess per unknown name: the suggestion where it is good, else a new product. */
export function firstChoices(check: Import, before: Record<string, ProductChoice>): Record<string, ProductChoice> {
  return Object.fromEntries(check.unknown_products.map((product) => [product.name, before[product.name] ?? (product.suggestion && product.confidence >= 0.7 ? { kind: 'item' as const, itemId: product.suggestion.item_id } : { kind: 'create' as const })]))
}

export function canContinue(step: ImportStep, check: Import, choices: Record<string, ProductChoice>, locations: Record<string, string>): boolean {
  if (step === 'fix') return undecidedProducts(check, choices).length === 0 && check.unknown_locations.every((name) => locations[name])
  if (step === 'duplicates') return check.good_rows > 0
  return true
}
