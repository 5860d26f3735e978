import { queryOptions } from '@tanstack/react-query'
import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Batch = Schema<'ProductionKeepBatchesView'>
export type BatchStatus = Schema<'BatchStatus'>

export const batchPage = (query: TableQuery) => get<Paged<Batch>>('/production/batches', { query })
export const moveBatch = (batch: Batch, to: BatchStatus, actual_quantity: string | null, reason: string | null) => post<Schema<'ProductionKeepBatchesTransitionView'>>('/production/batches/{id}/transitions', { to, actual_quantity, reason }, { path: { id: batch.id }, version: batch.version })
export const oneBatch = (id: string) => queryOptions({ queryKey: ['production', 'batches', 'one', id], queryFn: () => get<Batch>('/production/batches/{id}', { path: { id } }) })
