import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'
import type { Lot } from './lots'

export type GoodsReturn = Schema<'InventoryListReturnsView'>
export type NewReturn = Schema<'InventoryReturnStockRequest'>

export const returnPage = (query: TableQuery) => get<Paged<GoodsReturn>>('/inventory/stock/returns', { query })
export const takeBack = (goods: NewReturn) => post<Lot>('/inventory/stock/returns', goods)
