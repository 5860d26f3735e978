import { get, post, put, remove, type Paged } from '@/api/request'
import type { TableQuery } from '@/ui/data-table'
import type { Hours } from '@/ui/hours-input'

export interface Location { id: string; name: string; type: 'central_production' | 'retail_outlet' | 'warehouse'; address: string | null; city: string | null; latitude: string | null; longitude: string | null; opening_hours: Hours; closed_dates: string[]; is_active: boolean; version: number }
export type LocationInput = Omit<Location, 'id' | 'version'>

export const locationPage = (query: TableQuery) => get<Paged<Location>>('/locations', { query })
export const saveLocation = (id: string | null, input: LocationInput, version: number | undefined) => id && version !== undefined ? put<Location>('/locations/{id}', input, { path: { id }, version }) : post<Location>('/locations', input)
export const closeLocation = (id: string, version: number) => remove('/locations/{id}', { path: { id }, version })
