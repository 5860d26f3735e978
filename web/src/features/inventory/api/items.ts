import { queryOptions } from '@tanstack/react-query'
import { get, post, put, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Item = Schema<'InventoryItemFormView'>
export type ItemInput = Schema<'InventoryItemFormData'>
export type StockLevel = Schema<'InventoryReadStockLevel'>

export const itemPage = (query: TableQuery) => get<Paged<Item>>('/inventory/items', { query })
export const oneItem = (id: string) => queryOptions({ queryKey: ['inventory', 'item', id], queryFn: () => get<Item>('/inventory/items/{id}', { path: { id } }) })
export const saveItem = (id: string | null, values: ItemInput, version: number | undefined) => id && version !== undefined ? put<Item>('/inventory/items/{id}', values, { path: { id }, version }) : post<Item>('/inventory/items', values)
export const archiveItem = (id: string, version: number) => post<Item>('/inventory/items/{id}/archive', undefined, { path: { id }, version })
export const deleteItem = (id: string, version: number) => remove('/inventory/items/{id}', { path: { id }, version })
export const projectionOf = (itemId: string) => queryOptions({ queryKey: ['inventory', 'projection', itemId], queryFn: async () => (await get<Schema<'ListOfProjectedItem'>>('/inventory/projection', { query: { item_id: itemId } })).items[0] ?? null })
export const stockLevels = () => queryOptions({ queryKey: ['inventory', 'levels'], queryFn: async () => (await get<Schema<'ListOfLevel'>>('/inventory/stock/levels')).items })
export const stockLevelsAt = (locationId: string) => queryOptions({ queryKey: ['inventory', 'levels', locationId], queryFn: async () => (await get<Schema<'ListOfLevel'>>('/inventory/stock/levels', { query: { location_id: locationId } })).items })

const kept = ['brand', 'description', 'standard_cost', 'day_old_days', 'tax_class', 'net_weight_g', 'salvage', 'day_old_price_percent', 'counts_as_flour', 'is_critical', 'is_culture'] as const

/** What is not on the form stays as it was; a change replaces the whole record. */
export function itemInput(item: Item | undefined, values: Record<string, unknown>): ItemInput {
  const untouched = item ? Object.fromEntries(kept.map((name) => [name, item[name]])) : {}
  return { ...untouched, ...values } as unknown as ItemInput
}
