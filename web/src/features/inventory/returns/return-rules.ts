import { decimal } from '@/lib/decimal'
import type { Recipient } from '../api/recalls'

/** Somebody who got goods of a lot and still has some. */
export interface Bringer { key: string; recipientId: string; lotId: string; name: string; document: string | null; day: string; locationId: string | null; left: string }

/** Who can bring goods of an item back: customers and shops that got more of a lot than has come back. */
export function bringersOf(recipients: readonly Recipient[], itemId: string): Bringer[] {
  return recipients.filter((recipient) => recipient.kind === 'customer' || recipient.kind === 'shop_sales').flatMap((recipient) => recipient.lines
    .map((line) => ({ line, left: decimal(line.quantity).minus(decimal(line.returned)) }))
    .filter(({ line, left }) => line.item_id === itemId && left.gt(0))
    .map(({ line, left }) => ({ key: `${recipient.id}:${line.lot_id}`, recipientId: recipient.id, lotId: line.lot_id, name: recipient.name, document: recipient.document, day: recipient.day, locationId: recipient.location_id, left: left.toFixed() })))
}
