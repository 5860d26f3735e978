import { get, post, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'
import type { Reasoning } from '@/lib/reasoning'

export interface Batch { id: string; batch_number: string; product_item_id: string | null; name?: string; product_name?: string; planned_start: string | null; planned_end: string | null; planned_quantity: string; actual_quantity: string | null; unit?: string; status: string; priority: string; reasoning_data: Reasoning | null; version: number }

export const batchPage = (query: TableQuery) => get<Paged<Batch>>('/production/batches', { query })
export const moveBatch = (batch: Batch, to: string, actual_quantity: string | null, reason: string | null) => post<Batch>('/production/batches/{id}/transitions', { to, actual_quantity, reason }, { path: { id: batch.id }, version: batch.version })
