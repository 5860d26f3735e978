import { queryOptions } from '@tanstack/react-query'
import { get, post, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type Reservation = Schema<'InventoryReserveStockView'>
export type NewReservation = Schema<'InventoryReserveStockRequest'>

/** What goods may be held back for: an open order or a batch that is not done. */
export interface Purpose { id: string; name: string; day: string; locationId: string }

const open = { orders: ['pending', 'confirmed', 'in_production', 'ready'], batches: ['pending', 'in_progress', 'on_hold', 'quality_check'] }

export const reservationPage = (query: TableQuery) => get<Paged<Reservation>>('/inventory/reservations', { query })
export const reserve = (input: NewReservation) => post('/inventory/reservations', input)
export const letGo = (reservation: Reservation) => remove('/inventory/reservations/{id}', { path: { id: reservation.id } })

export const openOrders = (from: string) => queryOptions({
  queryKey: ['orders', 'open', from],
  queryFn: async (): Promise<Purpose[]> => (await get<Paged<Schema<'OrdersOrderFormView'>>>('/orders', { query: { from, limit: 200 } })).items
    .filter((order) => open.orders.includes(order.status)).map((order) => ({ id: order.id, name: order.order_number, day: order.due_on, locationId: order.location_id })),
})
export const openBatches = (date: string) => queryOptions({
  queryKey: ['production', 'batches', 'open', date],
  queryFn: async (): Promise<Purpose[]> => (await get<Paged<Schema<'ProductionKeepBatchesView'>>>('/production/batches', { query: { date, limit: 200 } })).items
    .filter((batch) => open.batches.includes(batch.status)).map((batch) => ({ id: batch.id, name: `${batch.number} · ${batch.name}`, day: batch.bake_day, locationId: batch.location_id })),
})
