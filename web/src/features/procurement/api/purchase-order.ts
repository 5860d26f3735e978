import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, put, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type PurchaseOrder = Schema<'ProcurementPurchaseOrderFormView'>
export type PurchaseOrderLine = Schema<'ProcurementPurchaseOrderFormLineView'>
export type PurchaseOrderStatus = Schema<'PurchaseOrderStatus'>
export type Priority = Schema<'PurchaseOrderPriority'>
export type LineInput = Schema<'ProcurementPurchaseOrderFormLine'>
export type NewPurchaseOrder = Schema<'ProcurementKeepOrdersRequest'>
export type PurchaseOrderEdit = Schema<'ProcurementKeepOrdersEditRequest'>

const one = '/procurement/purchase-orders/{id}'

export const purchaseOrder = (id: string) => queryOptions({ queryKey: ['procurement', 'purchase-order', id], queryFn: () => get<PurchaseOrder>(one, { path: { id } }) })
export const createPurchaseOrder = (input: NewPurchaseOrder) => post<PurchaseOrder>('/procurement/purchase-orders', input)
export const updatePurchaseOrder = (id: string, version: number, input: PurchaseOrderEdit) => put<PurchaseOrder>(one, input, { path: { id }, version })
export const deletePurchaseOrder = (id: string, version: number) => remove(one, { path: { id }, version })
export const duplicatePurchaseOrder = (id: string) => post<PurchaseOrder>(`${one}/duplicate`, undefined, { path: { id } })
export const movePurchaseOrder = (id: string, action: string, body: Record<string, unknown> | undefined, version: number) => post<PurchaseOrder>(`${one}/${action}`, body, { path: { id }, version })
export const purchaseOrderPdf = (id: string) => getFile(`${one}/pdf`, { path: { id } })

/** Orders of which something came and which are not closed: what an invoice can be about. */
export const invoiceableOrders = () => queryOptions({
  queryKey: ['procurement', 'invoiceable'],
  queryFn: async () => (await Promise.all((['received', 'partially_received'] as const).map((status) => get<Paged<PurchaseOrder>>('/procurement/purchase-orders', { query: { status, limit: 100 } })))).flatMap((page) => page.items),
})
