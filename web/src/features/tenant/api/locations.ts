import { get, post, put, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Location = Schema<'LocationView'>
export type LocationInput = Schema<'LocationFields'>

export const locationPage = (query: TableQuery) => get<Paged<Location>>('/locations', { query })
export const saveLocation = (id: string | null, input: LocationInput, version: number | undefined) => id && version !== undefined ? put<Location>('/locations/{id}', input, { path: { id }, version }) : post<Location>('/locations', input)
export const closeLocation = (id: string, version: number) => remove('/locations/{id}', { path: { id }, version })
