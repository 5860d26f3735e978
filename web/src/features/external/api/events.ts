import { queryOptions } from '@tanstack/react-query'
import { get, post, put, remove, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'

export interface LocalEvent { id: string; name: string; kind: string; from: string; to: string; location_ids: string[]; expected_effect_percent: string | null; repeats_yearly: boolean; version: number }
export interface CalendarDay { date: string; reasons: { kind: string; name?: string; name_key?: string }[] }

export const eventPage = (query: TableQuery) => get<Paged<LocalEvent>>('/external/events', { query })
export const saveEvent = (id: string | null, values: Record<string, unknown>, version: number | undefined) => id && version !== undefined ? put<LocalEvent>('/external/events/{id}', values, { path: { id }, version }) : post<LocalEvent>('/external/events', values)
export const deleteEvent = (id: string, version: number) => remove('/external/events/{id}', { path: { id }, version })
export const calendar = (from: string, to: string) => queryOptions({ queryKey: ['external', 'calendar', from, to], queryFn: async () => { const answer = await get<Paged<CalendarDay> | { days: CalendarDay[] }>('/external/calendar', { query: { from, to } }); return 'days' in answer ? answer.days : answer.items } })
