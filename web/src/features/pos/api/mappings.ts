import { queryOptions } from '@tanstack/react-query'
import { get, put, type Paged } from '@/api/request'

export interface QueueEntry { id: string; external_code: string | null; external_name: string; suggestion: { item_id: string; name: string } | null; confidence: number | null; sales: number; first_seen: string; version?: number }

export const mappingQueue = () => queryOptions({ queryKey: ['pos', 'queue'], queryFn: async () => (await get<Paged<QueueEntry>>('/pos/product-mappings/queue', { query: { limit: 200 } })).items })
export const saveMapping = (entry: QueueEntry, item_id: string) => put('/pos/product-mappings', { mappings: [{ id: entry.id, external_code: entry.external_code, external_name: entry.external_name, item_id }] })
