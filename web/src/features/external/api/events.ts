import { get, post, put, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type LocalEvent = Schema<'EventView'>
export type EventInput = Schema<'EventFields'>

export const eventPage = (query: TableQuery) => get<Paged<LocalEvent>>('/external/events', { query })
export const saveEvent = (id: string | null, values: EventInput, version: number | undefined) => id && version !== undefined ? put<LocalEvent>('/external/events/{id}', values, { path: { id }, version }) : post<LocalEvent>('/external/events', values)
export const deleteEvent = (id: string, version: number) => remove('/external/events/{id}', { path: { id }, version })
