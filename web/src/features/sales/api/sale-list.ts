import { get, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'

export interface SaleRow { id: string; item_id: string; item_name?: string; location_id: string; sold_at: string; business_day: string; quantity: string; unit_price: string | null; revenue: string | null; channel: string; source: string }

export const salePage = (query: TableQuery) => get<Paged<SaleRow>>('/sales/records', { query })
