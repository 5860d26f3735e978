import { decimal, lineTotal, sum } from '@/lib/decimal'
import type { Tone } from '@/ui/tone'
import type { PurchaseOrderStatus } from './api/purchase-order'

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

/** Total of the lines in decimals; the server checks it again. Amounts are net of tax. */
export function orderTotal(lines: readonly { packs: string; pack_quantity: string; unit_price: string }[]): string {
  return sum(lines.map((line) => lineTotal(line.packs || '0', line.pack_quantity || '0', line.unit_price || '0'))).toFixed(2)
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
