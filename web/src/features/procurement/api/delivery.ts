import { post } from '@/api/request'

export interface DeliveryLine { po_item_id: string; delivered: string; accepted: string; rejected: string; rejection_reason: string | null; lot_code: string | null; expires_on: string | null; unit_price: string }
export interface Delivery { id: string; version: number }

/** Books a goods receipt: one call writes it down, the second completes it and moves the stock. */
export async function receiveDelivery(purchase_order_id: string, received_at: string, temperature_c: string | null, lines: DeliveryLine[]): Promise<void> {
  const delivery = await post<Delivery>('/procurement/deliveries', { purchase_order_id, received_at, temperature_c, lines })
  await post('/procurement/deliveries/{id}/complete', {}, { path: { id: delivery.id }, version: delivery.version })
}
