import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Count = Schema<'InventoryCountStockView'>
export type CountLine = Count['lines'][number]
export type CountRow = Schema<'InventoryCountStockRow'>
export type FoundGoods = Schema<'InventoryCountStockFound'>
type Enter = Schema<'InventoryCountStockEnterRequest'>

export const countPage = (query: TableQuery) => get<Paged<CountRow>>('/inventory/stock/counts', { query })
export const oneCount = (id: string) => queryOptions({ queryKey: ['inventory', 'count', id], queryFn: () => get<Count>('/inventory/stock/counts/{id}', { path: { id } }) })
export const startCount = (location_id: string, note: string | null) => post<Count>('/inventory/stock/counts', { location_id, item_ids: null, note })
export const enterCount = (count: Count, lines: { lot_id: string; counted: string }[], found: FoundGoods[] = []) => put<Count>('/inventory/stock/counts/{id}', { lines, found } as unknown as Enter, { path: { id: count.id }, version: count.version })
export const explainCount = (count: Count, lines: { line_id: string; reason_code: string }[]) => put<Count>('/inventory/stock/counts/{id}/reasons', { lines }, { path: { id: count.id }, version: count.version })
export const postCount = (count: Count) => post<Count>('/inventory/stock/counts/{id}/post', undefined, { path: { id: count.id }, version: count.version })
export const cancelCount = (count: Count) => post<Count>('/inventory/stock/counts/{id}/cancel', undefined, { path: { id: count.id }, version: count.version })
