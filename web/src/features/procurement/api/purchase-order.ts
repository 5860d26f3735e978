import { queryOptions } from '@tanstack/react-query'
import { get, getFile, post, put, remove } from '@/api/request'
import type { Reasoning } from '@/lib/reasoning'

export type PurchaseOrderStatus = 'draft' | 'pending_approval' | 'approved' | 'rejected' | 'sent' | 'confirmed' | 'partially_received' | 'received' | 'closed' | 'cancelled'
export type Priority = 'low' | 'normal' | 'high' | 'critical'

export interface PurchaseOrderItem {
  id: string
  item_id: string
  product_name: string
  pack_unit: string
  packs: string
  pack_quantity: string
  ordered_quantity: string
  unit_of_measure: string
  unit_price: string
  tax_rate: string
  line_total: string
  received_quantity: string
  remaining_quantity: string
  item_notes: string | null
  last_price?: string | null
  reasoning_data?: Reasoning | null
}

export interface PurchaseOrder {
  id: string
  po_number: string
  supplier_id: string
  supplier_name: string
  status: PurchaseOrderStatus
  priority: Priority
  order_date: string
  required_delivery_date: string
  estimated_delivery_date: string | null
  subtotal: string
  tax: string
  shipping: string
  discount: string
  total: string
  currency: string
  notes: string | null
  auto_approved: boolean
  approval_blocked_by: string[]
  approved_at: string | null
  rejection_reason: string | null
  sent_at: string | null
  reasoning_data: Reasoning | null
  items: PurchaseOrderItem[]
  version: number
}

export interface PurchaseOrderInput {
  supplier_id: string
  priority: Priority
  required_delivery_date: string
  notes: string | null
  items: { id?: string; item_id: string; product_name: string; pack_unit: string; packs: string; pack_quantity: string; unit_of_measure: string; unit_price: string; tax_rate: string; item_notes: string | null }[]
}

const one = '/procurement/purchase-orders/{id}'

export const purchaseOrder = (id: string) => queryOptions({ queryKey: ['procurement', 'purchase-order', id], queryFn: () => get<PurchaseOrder>(one, { path: { id } }) })
export const createPurchaseOrder = (input: PurchaseOrderInput) => post<PurchaseOrder>('/procurement/purchase-orders', input)
export const updatePurchaseOrder = (id: string, version: number, input: PurchaseOrderInput) => put<PurchaseOrder>(one, input, { path: { id }, version })
export const deletePurchaseOrder = (id: string, version: number) => remove(one, { path: { id }, version })
export const movePurchaseOrder = (id: string, action: string, body: Record<string, unknown>, version: number) => post<PurchaseOrder>(`${one}/${action}`, body, { path: { id }, version })
export const purchaseOrderPdf = (id: string) => getFile(`${one}/pdf`, { path: { id } })
