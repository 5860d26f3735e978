import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Shipment = Schema<'OrdersShipmentFormView'>
export type ShipmentStop = Schema<'OrdersShipmentFormStopView'>
export type ShipmentLine = Schema<'OrdersShipmentFormLineView'>
export type GoodsReturn = Schema<'OrdersReceiveReturnView'>
export type NewReturn = Schema<'OrdersReceiveReturnRequest'>

const base = '/orders/distribution'
const act = (id: string, name: string, body: object) => post<Shipment>(`${base}/shipments/{id}/${name}`, body, { path: { id } })

export const shipmentsOf = (date: string) => queryOptions({ queryKey: ['orders', 'shipments', date], queryFn: async () => (await get<Paged<Shipment>>(`${base}/shipments`, { query: { date, limit: 200, sort: 'number' } })).items })
export const returnsOf = (shipment_id: string) => queryOptions({ queryKey: ['orders', 'returns', shipment_id], queryFn: async () => (await get<Paged<GoodsReturn>>(`${base}/returns`, { query: { shipment_id, limit: 200 } })).items })
export const makeShipments = (date: string) => post<{ items: Shipment[] }>(`${base}/shipments`, { date })
export const packShipment = (id: string, lines: { line_id: string; quantity: string | null }[] | null) => act(id, 'pack', { lines, event_time: null })
export const dispatchShipment = (id: string) => act(id, 'dispatch', { event_time: null })
export const deliverShipment = (id: string, stop_id: string | null, received_by: string | null) => act(id, 'deliver', { stop_id, received_by, event_time: null })
export const failShipment = (id: string, reason: string) => act(id, 'fail', { reason, stop_id: null, event_time: null })
export const cancelShipment = (id: string, reason: string) => act(id, 'cancel', { reason })
export const receiveReturn = (goods: NewReturn) => post<GoodsReturn>(`${base}/returns`, goods)
export const packingPaper = (date: string) => getFile(`${base}/packing-lists`, { query: { date, format: 'pdf' } })
export const deliveryNote = (stop: string) => getFile(`${base}/delivery-notes/{id}/pdf`, { path: { id: stop } })
