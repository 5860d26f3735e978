import { sum, decimal } from '@/lib/decimal'
import type { Tone } from '@/ui/tone'
import type { OrderLine, OrderStatus } from './api/order-list'

export const orderTone: Record<OrderStatus, Tone> = { draft: 'plain', pending: 'warn', confirmed: 'good', in_production: 'accent', ready: 'info', out_for_delivery: 'info', delivered: 'good', completed: 'plain', cancelled: 'bad', failed: 'bad' }
export const orderStatuses = Object.keys(orderTone) as OrderStatus[]

const next: Record<OrderStatus, OrderStatus[]> = {
  draft: ['pending', 'cancelled'], pending: ['confirmed', 'cancelled'], confirmed: ['in_production', 'cancelled'], in_production: ['ready'], ready: ['out_for_delivery', 'delivered'],
  out_for_delivery: ['delivered', 'failed'], delivered: ['completed'], completed: [], cancelled: [], failed: [],
}

/** A pick-up goes straight from ready to delivered. */
export function nextStatuses(status: OrderStatus, fulfilment: string): OrderStatus[] {
  return next[status].filter((target) => (fulfilment === 'pickup' ? target !== 'out_for_delivery' : status !== 'ready' || target !== 'delivered'))
}

export function isOrderEditable(status: OrderStatus, phase: string | undefined): boolean {
  return ['draft', 'pending', 'confirmed', 'in_production'].includes(status) && phase !== 'locked'
}

export function orderTotal(lines: readonly OrderLine[]): string {
  return sum(lines.map((line) => decimal(line.quantity || '0').times(decimal(line.unit_price || '0')).toFixed(4))).toFixed(2)
}
