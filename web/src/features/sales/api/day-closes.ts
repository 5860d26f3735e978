import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type DayClose = Schema<'DayCloseView'>
export type DayCloseInput = Schema<'SalesCloseDayRequest'>

export const dayCloses = (query: TableQuery) => get<Paged<DayClose>>('/sales/day-closes', { query })
export const closeDay = (input: DayCloseInput) => post<DayClose>('/sales/day-closes', input)
export const reopenDay = (id: string) => post<DayClose>('/sales/day-closes/{id}/reopen', undefined, { path: { id } })
