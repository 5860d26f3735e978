import { decimal } from '@/lib/decimal'
import type { BakePlan, PlanChange, PlanLine } from './api/plan'

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
