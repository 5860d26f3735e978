import { queryOptions, useQuery } from '@tanstack/react-query'
import { get, type Paged } from './request'

// The few names that many screens show beside an id. Each list is small and kept for five minutes.
export interface ItemName { id: string; name: string; sku?: string | null; item_type: string; stock_unit: string; last_purchase_price?: string | null; price?: string | null; ingredient_category?: string | null; counts_as_flour?: boolean; stock_tracked?: boolean }
export interface NamedRow { id: string; name: string }
export interface LocationName extends NamedRow { type: string; is_active?: boolean }
export interface SupplierName extends NamedRow { code?: string | null; status?: string }
export interface TenantName { id: string; name: string }
export interface TenantCard extends TenantName { time_zone: string; language: string; currency: string }

const minutes = (value: number) => value * 60_000

async function all<T>(path: string, query: Record<string, string | number> = {}): Promise<T[]> {
  const rows: T[] = []
  let cursor: string | null = null
  do {
    const page: Paged<T> = await get<Paged<T>>(path, { query: { ...query, limit: 200, cursor } })
    rows.push(...page.items)
    cursor = page.next_cursor
  } while (cursor && rows.length < 5000)
  return rows
}

export const itemNames = () => queryOptions({ queryKey: ['inventory', 'names'], queryFn: () => all<ItemName>('/inventory/items'), staleTime: minutes(5) })
export const locationNames = () => queryOptions({ queryKey: ['tenant', 'locations', 'names'], queryFn: () => all<LocationName>('/locations'), staleTime: minutes(5) })
export const supplierNames = () => queryOptions({ queryKey: ['suppliers', 'names'], queryFn: () => all<SupplierName>('/suppliers'), staleTime: minutes(5) })
export const tenantNames = () => queryOptions({ queryKey: ['tenant', 'mine'], queryFn: () => all<TenantName>('/api/v1/tenants'), staleTime: minutes(5) })

export const tenantCard = () => queryOptions({ queryKey: ['tenant', 'organisation'], queryFn: () => get<TenantCard>(''), staleTime: minutes(5) })

export function useItemNames(): Map<string, ItemName> {
  const { data } = useQuery(itemNames())
  return new Map((data ?? []).map((item) => [item.id, item]))
}

export function useLocationNames(): Map<string, LocationName> {
  const { data } = useQuery(locationNames())
  return new Map((data ?? []).map((location) => [location.id, location]))
}

export interface PriceTier { from_packs: number | string; unit_price: string }
export interface PriceRow { id: string; item_id: string; pack_unit: string; pack_quantity: string; unit_price: string; min_packs?: string | number | null; tiers?: PriceTier[] | null; effective_from?: string; effective_to?: string | null; supplier_sku?: string | null }
export interface SupplierCard {
  id: string
  name: string
  status: string
  trust_score: string | number | null
  lead_time_days: number
  delivery_weekdays: number[]
  cutoff_time: string | null
  closed_dates: string[]
  minimum_order_amount: string | null
}

export const supplierCard = (id: string) => queryOptions({ queryKey: ['suppliers', 'card', id], queryFn: () => get<SupplierCard>('/suppliers/{id}', { path: { id } }), staleTime: minutes(1) })
export const supplierPrices = (id: string) => queryOptions({ queryKey: ['suppliers', 'prices', id], queryFn: async () => (await get<Paged<PriceRow>>('/suppliers/{id}/price-lists', { path: { id } })).items, staleTime: minutes(1) })
