import { get, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type SaleRow = Schema<'SaleView'>

export const salePage = (query: TableQuery) => get<Paged<SaleRow>>('/sales/records', { query })
