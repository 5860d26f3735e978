import { queryOptions } from '@tanstack/react-query'
import { get, patch, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Lot = Schema<'InventoryLotFormView'>
export type Movement = Schema<'InventoryReadLotsMovementView'>
export type OpenLot = Schema<'InventoryOpenLotRequest'>
export type Transformation = Schema<'InventoryTransformStockRequest'>
export type LotState = Lot['state']

/** Earliest expiry first, as lots are used. */
const fefo = 'expires_on,received_at'

/** Lots that hold something, or all of one state: an emptied lot is looked for by its state. */
export const lotPage = (query: TableQuery) => get<Paged<Lot>>('/inventory/lots', { query: { in_stock: query.state ? null : true, ...query, sort: query.sort ?? fefo } })
export const lotsOf = (itemId: string) => queryOptions({ queryKey: ['inventory', 'lots', itemId], queryFn: async () => (await get<Paged<Lot>>('/inventory/lots', { query: { item_id: itemId, in_stock: true, sort: fefo, limit: 200 } })).items })
export const lotsAt = (locationId: string) => queryOptions({ queryKey: ['inventory', 'lots', 'at', locationId], queryFn: async () => (await get<Paged<Lot>>('/inventory/lots', { query: { location_id: locationId, in_stock: true, sort: fefo, limit: 200 } })).items })
export const lotsLike = (text: string) => queryOptions({ queryKey: ['inventory', 'lots', 'like', text], queryFn: async () => (await get<Paged<Lot>>('/inventory/lots', { query: { q: text, limit: 20 } })).items })
export const oneLot = (id: string) => queryOptions({ queryKey: ['inventory', 'lot', id], queryFn: () => get<Lot>('/inventory/lots/{id}', { path: { id } }) })
export const movementPage = (of: { item_id?: string; lot_id?: string }) => (query: TableQuery) => get<Paged<Movement>>('/inventory/movements', { query: { ...of, ...query } })

export const correctionsOf = (movementId: string) => queryOptions({ queryKey: ['inventory', 'corrections', movementId], queryFn: async () => (await get<Paged<Movement>>('/inventory/movements', { query: { reference_id: movementId, type: 'correction', limit: 200 } })).items })
export const correctMovement = (id: string, quantity: string, reason: string) => post('/inventory/movements/{id}/correct', { quantity, reason }, { path: { id } })

export const openLot = (input: OpenLot) => post<Lot>('/inventory/lots', input)
export const correctLot = (lot: Lot, change: { expires_on: string | null; storage_place: string | null; reason: string }) => patch<Lot>('/inventory/lots/{id}', change, { path: { id: lot.id }, version: lot.version })
export const blockLot = (lot: Lot, reason: string) => post<Lot>('/inventory/lots/{id}/block', { reason }, { path: { id: lot.id }, version: lot.version })
export const releaseLot = (lot: Lot, reason: string) => post<Lot>('/inventory/lots/{id}/release', { reason }, { path: { id: lot.id }, version: lot.version })
export const overrideExpiry = (lot: Lot, reason: string) => post<Lot>('/inventory/lots/{id}/override-expiry', { reason }, { path: { id: lot.id }, version: lot.version })
export const transform = (input: Transformation) => post<Schema<'InventoryTransformStockResponse'>>('/inventory/transformations', input)
export const adjustLot = (lot_id: string, change: string, reason_code: string) => post('/inventory/stock/adjust', { lines: [{ lot_id, change, reason_code }] })
export const moveLot = (lot: Lot, quantity: string, to_location_id: string) => post('/inventory/stock/transfer', { location_id: lot.location_id, to_location_id, lines: [{ item_id: lot.item_id, lot_id: lot.id, quantity, reason_code: 'moved' }] })
