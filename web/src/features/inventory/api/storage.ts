import { queryOptions } from '@tanstack/react-query'
import { get, post, put, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type StorageLocation = Schema<'InventoryManageStorageLocationsView'>
export type StorageLocationInput = Schema<'InventoryManageStorageLocationsData'>

export const storagePage = (query: TableQuery) => get<Paged<StorageLocation>>('/inventory/storage-locations', { query })
export const storageAt = (locationId: string) => queryOptions({ queryKey: ['inventory', 'storage', locationId], queryFn: async () => (await get<Paged<StorageLocation>>('/inventory/storage-locations', { query: { location_id: locationId, limit: 200 } })).items.filter((place) => place.is_active) })
export const saveStorage = (id: string | null, input: StorageLocationInput, version: number | undefined) => id && version !== undefined ? put<StorageLocation>('/inventory/storage-locations/{id}', input, { path: { id }, version }) : post<StorageLocation>('/inventory/storage-locations', input)
