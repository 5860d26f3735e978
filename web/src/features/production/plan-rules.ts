import { decimal, sum } from '@/lib/decimal'
import type { BakePlan, Forecast, PlanChange, PlanLine } from './api/plan'

export function ordersOf(line: PlanLine): string {
  return decimal(line.firm_orders).plus(decimal(line.standing_orders)).toFixed()
}

export function totalPieces(plan: BakePlan): number {
  return plan.lines.reduce((total, line) => total + line.planned_quantity, 0)
}

/** Firm orders are promises: a smaller plan is allowed, but the screen says so. */
export function isBelowOrders(line: PlanLine, quantity: string | null): boolean {
  return decimal(quantity ?? '0').plus(decimal(line.finished_stock)).lt(decimal(ordersOf(line)))
}

export function pendingChanges(plan: BakePlan): PlanChange[] {
  return plan.changes.filter((change) => change.state === 'proposed')
}

/** Step of the ± buttons: a twelfth of the plan, so that a tap is felt on small and large numbers alike. */
export function stepOf(line: PlanLine): number {
  return Math.max(1, 2 ** Math.floor(Math.log2(Math.max(line.machine_quantity, 1) / 12)))
}

/** Expected waste and lost sales of a product over the shops, in pieces; null without a forecast. */
export function expectedOf(itemId: string, forecasts: readonly Forecast[]): { waste: string; lost: string } | null {
  const own = forecasts.filter((forecast) => forecast.item_id === itemId)
  if (own.length === 0) return null
  return { waste: sum(own.map((forecast) => forecast.expected_waste)).toFixed(), lost: sum(own.map((forecast) => forecast.expected_lost_sales)).toFixed() }
}
