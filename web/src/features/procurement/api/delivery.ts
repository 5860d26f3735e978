import { queryOptions } from '@tanstack/react-query'
import { get, getFile, photoForm, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'
import type { TableQuery } from '@/ui/data-table'

export type DeliveryData = Schema<'ProcurementDeliveryFormData'>
export type Delivery = Schema<'ProcurementDeliveryFormView'>
export type ReceiptProposal = Schema<'ProcurementProposeReceiptResponse'>
export type ProposedLine = Schema<'ProcurementProposeReceiptLine'>
export type SupplierReturn = Schema<'ProcurementReturnGoodsView'>
export type NewReturn = Schema<'ProcurementReturnGoodsRequest'>
export type ReturnReason = Schema<'ReturnReason'>

export const deliveryPage = (query: TableQuery) => get<Paged<Delivery>>('/procurement/deliveries', { query })
export const oneDelivery = (id: string) => queryOptions({ queryKey: ['procurement', 'delivery', id], queryFn: () => get<Delivery>('/procurement/deliveries/{id}', { path: { id } }) })
export const receiptProposal = (id: string) => queryOptions({ queryKey: ['procurement', 'proposal', id], queryFn: () => get<ReceiptProposal>('/procurement/purchase-orders/{id}/receipt-proposal', { path: { id } }), staleTime: 0 })
export const deliveryPhoto = (id: string) => getFile('/procurement/deliveries/photos/{id}', { path: { id } })
export const keepPhoto = async (photo: Blob) => (await post<{ id: string }>('/procurement/deliveries/photos', photoForm(photo))).id

/** Books a goods receipt: one call writes it down, the second completes it and moves the stock. */
export async function receiveDelivery(purchase_order_id: string, data: DeliveryData): Promise<Delivery> {
  const delivery = await post<Delivery>('/procurement/deliveries', { purchase_order_id, data })
  return post<Delivery>('/procurement/deliveries/{id}/complete', undefined, { path: { id: delivery.id }, version: delivery.version })
}

/** Sends a whole delivery away: nothing of it is booked. */
export async function refuseDelivery(purchase_order_id: string, data: DeliveryData, reason: string): Promise<Delivery> {
  const delivery = await post<Delivery>('/procurement/deliveries', { purchase_order_id, data })
  return post<Delivery>('/procurement/deliveries/{id}/reject', { reason }, { path: { id: delivery.id } })
}

export const returnPage = (query: TableQuery) => get<Paged<SupplierReturn>>('/procurement/returns', { query })
export const sendBack = (request: NewReturn) => post<SupplierReturn>('/procurement/returns', request)
