import { get, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Waste = Schema<'InventoryLogWasteView'>
export type WasteInput = Schema<'InventoryLogWasteRequest'>

export const wastePage = (query: TableQuery) => get<Paged<Waste>>('/inventory/waste', { query })
export const noteWaste = (input: WasteInput) => post<Waste>('/inventory/waste', input)
