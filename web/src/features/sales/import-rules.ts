import type { DuplicateChoice, ImportCheck, ImportCommit } from './api/imports'

export const importSteps = ['file', 'header', 'columns', 'fix', 'duplicates', 'result'] as const
export type ImportStep = (typeof importSteps)[number]

export interface ProductChoice { item_id: string | null; create: boolean }

/** Fields that a column can mean; the first two of each group are needed. */
export const importFields = ['date', 'time', 'datetime', 'product', 'quantity', 'price', 'revenue', 'location', 'channel', 'external_id', 'discount'] as const

/** What is still missing before the columns make sense; wide files name the products in their headers. */
export function missingColumns(check: ImportCheck): string[] {
  const mapped = new Set(check.columns.map((column) => column.field))
  const missing: string[] = []
  if (!mapped.has('date') && !mapped.has('datetime')) missing.push('date')
  if (check.layout !== 'wide' && !mapped.has('product')) missing.push('product')
  if (check.layout !== 'wide' && !mapped.has('quantity') && !mapped.has('revenue')) missing.push('quantity')
  return missing
}

export function undecidedProducts(check: ImportCheck, products: Record<string, ProductChoice>): string[] {
  return check.unknown_products.map((product) => product.name).filter((name) => !products[name] || (products[name].item_id === null && !products[name].create))
}

export function canContinue(step: ImportStep, check: ImportCheck, products: Record<string, ProductChoice>, skipInvalid: boolean): boolean {
  if (step === 'columns') return missingColumns(check).length === 0
  if (step === 'fix') return (check.error_count === 0 || skipInvalid) && undecidedProducts(check, products).length === 0
  return true
}

export function commitBody(products: Record<string, ProductChoice>, duplicates: DuplicateChoice, location_id: string | null, skip_invalid: boolean): ImportCommit {
  return { duplicates, location_id, skip_invalid, products: Object.entries(products).map(([name, choice]) => ({ name, item_id: choice.item_id, create: choice.create && choice.item_id === null })) }
}
