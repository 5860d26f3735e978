import { post } from '@/api/request'
import type { Schema } from '@/api/wire'

export type DeliveryData = Schema<'ProcurementDeliveryFormData'>
export type Delivery = Schema<'ProcurementDeliveryFormView'>

/** Books a goods receipt: one call writes it down, the second completes it and moves the stock. */
export async function receiveDelivery(purchase_order_id: string, data: DeliveryData): Promise<void> {
  const delivery = await post<Delivery>('/procurement/deliveries', { purchase_order_id, data })
  await post<Delivery>('/procurement/deliveries/{id}/complete', undefined, { path: { id: delivery.id }, version: delivery.version })
}
