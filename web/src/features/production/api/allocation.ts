import { queryOptions } from '@tanstack/react-query'
import { get, put } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Division = Schema<'ProductionAllocatePiecesResponse'>
export type DividedItem = Schema<'ProductionAllocatePiecesLine'>

export const divisionOf = (date: string) => queryOptions({ queryKey: ['production', 'allocation', date], queryFn: () => get<Division>('/production/allocations', { query: { date } }) })
/** No shops take the division by the rule back. */
export const divide = (date: string, product_item_id: string, shops: { location_id: string; quantity: number }[]) => put<Division>('/production/allocations', { date, lines: [{ product_item_id, shops }] })
