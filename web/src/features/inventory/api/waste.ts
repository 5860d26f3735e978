import { get, getFile, photoForm, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Waste = Schema<'InventoryLogWasteView'>
export type WasteInput = Schema<'InventoryLogWasteRequest'>

export const wastePage = (query: TableQuery) => get<Paged<Waste>>('/inventory/waste', { query })
export const wastePhoto = (id: string) => getFile('/inventory/waste/photos/{id}', { path: { id } })

/**
 * Discarded food, with a photo when there is one: it is sent first, so that the entry can name it.
 * @param key Of an entry that may be sent again: the server books it once.
 */
export async function noteWaste(input: WasteInput, photo: Blob | null = null, key?: string): Promise<Waste> {
  return post<Waste>('/inventory/waste', { ...input, photo_id: photo ? (await post<{ id: string }>('/inventory/waste/photos', photoForm(photo))).id : null }, key ? { idempotencyKey: key } : {})
}
