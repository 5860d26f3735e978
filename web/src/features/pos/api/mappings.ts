import { get, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type TillProduct = Schema<'TillProductView'>

export const tillProducts = (query: TableQuery) => get<Paged<TillProduct>>('/pos/products', { query })
/** Says which item it is; without one it is left out of the sales. */
export const mapProduct = (product: TillProduct, item_id: string | null) => put<TillProduct>('/pos/products/{id}', { item_id }, { path: { id: product.id }, version: product.version })
