import { queryOptions } from '@tanstack/react-query'
import { get, post, put, remove, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'

export interface Item {
  id: string
  name: string
  sku: string | null
  barcode: string | null
  item_type: string
  ingredient_category: string | null
  product_category: string | null
  stock_unit: string
  density_kg_per_l: string | null
  unit_weight_g: string | null
  stock_tracked: boolean
  average_cost: string | null
  last_purchase_price: string | null
  low_stock_threshold: string | null
  reorder_point: string | null
  reorder_quantity: string | null
  max_stock_level: string | null
  shelf_life_days: number | null
  expiry_kind: string | null
  storage_condition: string | null
  tax_class: string | null
  price: string | null
  is_active: boolean
  version: number
}
export interface StockLevel { item_id: string; on_hand: string; reserved: string; available: string; next_expiry: string | null; days_of_cover: string | number | null }
export interface Lot { id: string; item_id: string; lot_code: string; location_id: string | null; received_at: string; expires_on: string | null; quantity: string; reserved_quantity: string; unit_cost: string | null; state: string; version: number }
export interface Movement { id: string; item_id: string; lot_id: string | null; type: string; quantity: string; quantity_after: string; reference_type: string | null; reason_code: string | null; event_time: string; actor?: string | null }

export const itemPage = (query: TableQuery) => get<Paged<Item>>('/inventory/items', { query })
export const oneItem = (id: string) => queryOptions({ queryKey: ['inventory', 'item', id], queryFn: () => get<Item>('/inventory/items/{id}', { path: { id } }) })
export const saveItem = (id: string | null, values: Record<string, unknown>, version: number | undefined) => id && version !== undefined ? put<Item>('/inventory/items/{id}', values, { path: { id }, version }) : post<Item>('/inventory/items', values)
export const archiveItem = (id: string, version: number) => post('/inventory/items/{id}/archive', {}, { path: { id }, version })
export const deleteItem = (id: string, version: number) => remove('/inventory/items/{id}', { path: { id }, version })
export const stockLevels = () => queryOptions({ queryKey: ['inventory', 'levels'], queryFn: async () => (await get<Paged<StockLevel>>('/inventory/stock/levels', { query: { limit: 200 } })).items })
export const lotsOf = (itemId: string) => queryOptions({ queryKey: ['inventory', 'lots', itemId], queryFn: async () => (await get<Paged<Lot>>('/inventory/lots', { query: { item_id: itemId, limit: 100 } })).items })
export const movementsOf = (itemId: string) => queryOptions({ queryKey: ['inventory', 'movements', itemId], queryFn: async () => (await get<Paged<Movement>>('/inventory/movements', { query: { item_id: itemId, limit: 20 } })).items })
