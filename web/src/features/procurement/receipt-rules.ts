import { decimal, parseDecimal } from '@/lib/decimal'
import { uuidv7 } from '@/lib/ids'
import type { DeliveryData, ProposedLine } from './api/delivery'

/** One lot of an order line as it is typed at the door. */
export interface ReceiptLine {
  key: string
  proposed: ProposedLine
  delivered: string
  lot: string
  expires: string | null
  temperature: string | null
  /** What is not taken, and why. */
  rejected: string
  rejection: string
  /** Why goods outside their temperature are taken all the same. */
  acceptance: string
  /** Of damage, or of the paper that came along. */
  photo: Blob | null
}

export function lineOf(proposed: ProposedLine, delivered: string = decimal(proposed.remaining).toFixed()): ReceiptLine {
  return { key: uuidv7(), proposed, delivered, lot: '', expires: proposed.expires_on, temperature: null, rejected: '0', rejection: '', acceptance: '', photo: null }
}

export function needsTemperature(line: ReceiptLine): boolean {
  return line.proposed.min_c !== null || line.proposed.max_c !== null
}

export function outOfLimit(line: ReceiptLine): boolean {
  const value = line.temperature === null ? null : parseDecimal(line.temperature)
  if (value === null) return false
  const { min_c, max_c } = line.proposed
  return (min_c !== null && decimal(value).lt(decimal(min_c))) || (max_c !== null && decimal(value).gt(decimal(max_c)))
}

/** Goods outside their temperature are proposed as refused. */
export function withTemperature(line: ReceiptLine, temperature: string | null, refusal: string): ReceiptLine {
  const before = outOfLimit(line)
  const next = { ...line, temperature }
  if (outOfLimit(next) && !before) return { ...next, rejected: line.delivered, rejection: line.rejection || refusal }
  if (!outOfLimit(next) && before) return { ...next, rejected: '0', rejection: line.rejection === refusal ? '' : line.rejection, acceptance: '' }
  return next
}

export function accepted(line: ReceiptLine): string {
  return decimal(line.delivered).minus(decimal(line.rejected)).toFixed()
}

/** What still has to be said of a line before it can be booked: the name of a text, or null. */
export function missing(line: ReceiptLine): 'lot' | 'rejection' | 'temperature' | 'decision' | 'quantity' | null {
  if (decimal(line.delivered).lte(0)) return null
  if (decimal(line.rejected).gt(decimal(line.delivered)) || decimal(line.rejected).lt(0)) return 'quantity'
  if (line.lot.trim().length === 0) return 'lot'
  if (decimal(line.rejected).gt(0) && !line.rejection.trim()) return 'rejection'
  if (decimal(accepted(line)).eq(0)) return null
  if (needsTemperature(line) && line.temperature === null) return 'temperature'
  return outOfLimit(line) && !line.acceptance.trim() ? 'decision' : null
}

/** Quantities of an order line over all its lots against what is missing, plus ten percent. */
export function isTooMuch(lines: readonly ReceiptLine[]): boolean {
  const orders = new Map(lines.map((line) => [line.proposed.po_item_id, line.proposed.remaining]))
  return [...orders].some(([id, remaining]) => lines.filter((line) => line.proposed.po_item_id === id).reduce((sum, line) => sum.plus(decimal(accepted(line))), decimal('0')).gt(decimal(remaining).times('1.1')))
}

/** @param photos Ids of the photos that were kept, by the key of their line. */
export function dataOf(lines: readonly ReceiptLine[], note: string, reason: string, photos: ReadonlyMap<string, string> = new Map()): DeliveryData {
  return {
    received_at: new Date().toISOString(), carrier: null, temperature_c: null, reason: reason.trim() || null, delivery_note: note.trim() || null,
    lines: lines.filter((line) => decimal(line.delivered).gt(0)).map((line) => ({
      po_item_id: line.proposed.po_item_id, delivered: line.delivered, accepted: accepted(line), lot_code: line.lot.trim(), expires_on: line.expires, expiry_kind: line.proposed.expiry_kind, unit_price: line.proposed.unit_price,
      temperature_c: line.temperature, rejection_reason: line.rejection.trim() || null, acceptance_reason: line.acceptance.trim() || null, photo_id: photos.get(line.key) ?? null,
    })),
  }
}
