import { decimal, lineTotal, sum } from '@/lib/decimal'
import type { Tone } from '@/ui/tone'
import type { PurchaseOrderInput, PurchaseOrderStatus } from './api/purchase-order'

export const statusTone: Record<PurchaseOrderStatus, Tone> = {
  draft: 'plain', pending_approval: 'warn', approved: 'good', rejected: 'bad', sent: 'info', confirmed: 'info', partially_received: 'warn', received: 'good', closed: 'plain', cancelled: 'bad',
}

export const statuses = Object.keys(statusTone) as PurchaseOrderStatus[]

export type OrderAction = 'submit' | 'approve' | 'reject' | 'reopen' | 'send' | 'confirm' | 'receive' | 'close' | 'cancel' | 'remove'

// The life cycle of a purchase order: what may be done in which state, and the role it takes.
const allowed: Record<PurchaseOrderStatus, OrderAction[]> = {
  draft: ['submit', 'approve', 'cancel', 'remove'],
  pending_approval: ['approve', 'reject', 'cancel'],
  approved: ['send', 'cancel'],
  rejected: ['reopen'],
  sent: ['confirm', 'receive', 'cancel'],
  confirmed: ['receive', 'cancel'],
  partially_received: ['receive'],
  received: ['close'],
  closed: [],
  cancelled: [],
}

const adminOnly: readonly OrderAction[] = ['approve', 'reject', 'cancel', 'close', 'remove']

export function actionsFor(status: PurchaseOrderStatus, isMember: boolean, isAdmin: boolean): OrderAction[] {
  return allowed[status].filter((action) => (adminOnly.includes(action) ? isAdmin : isMember))
}

export function isEditable(status: PurchaseOrderStatus): boolean {
  return status === 'draft' || status === 'pending_approval'
}

type Line = PurchaseOrderInput['items'][number]

/** Totals in decimals; the server checks them again. Tax is rounded once per rate. */
export function orderTotals(items: readonly Line[], shipping: string, discount: string): { subtotal: string; tax: string; total: string } {
  const lines = items.map((item) => ({ total: lineTotal(item.packs || '0', item.pack_quantity || '0', item.unit_price || '0'), rate: item.tax_rate || '0' }))
  const subtotal = sum(lines.map((line) => line.total))
  const rates = [...new Set(lines.map((line) => line.rate))]
  const tax = sum(rates.map((rate) => sum(lines.filter((line) => line.rate === rate).map((line) => line.total)).times(taxFactor(rate)).toFixed(2)))
  return { subtotal: subtotal.toFixed(2), tax: tax.toFixed(2), total: subtotal.plus(tax).plus(decimal(shipping)).minus(decimal(discount)).toFixed(2) }
}

/** Rates arrive as percent (`10`) or as a share (`0.10`). */
function taxFactor(rate: string) {
  const value = decimal(rate)
  return value.gt(1) ? value.div(100) : value
}

/** The next cheaper tier and how many packs it is away; null when there is none. */
export function nextTier(packs: string, tiers: readonly { from_packs: number | string; unit_price: string }[], unitPrice: string): { more: string; unitPrice: string } | null {
  const found = tiers.filter((tier) => decimal(tier.from_packs).gt(decimal(packs)) && decimal(tier.unit_price).lt(decimal(unitPrice))).sort((a, b) => decimal(a.from_packs).cmp(decimal(b.from_packs)))[0]
  return found ? { more: decimal(found.from_packs).minus(decimal(packs)).toFixed(), unitPrice: found.unit_price } : null
}

/** The price that the list gives for this many packs. */
export function priceFor(packs: string, listPrice: string, tiers: readonly { from_packs: number | string; unit_price: string }[]): string {
  return tiers.filter((tier) => decimal(tier.from_packs).lte(decimal(packs || '0'))).sort((a, b) => decimal(b.from_packs).cmp(decimal(a.from_packs)))[0]?.unit_price ?? listPrice
}
