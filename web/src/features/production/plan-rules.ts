import { decimal, sum } from '@/lib/decimal'
import type { BakePlan, PlanLine } from './api/plan'

/** What will be baked: the owner's number when there is one, else the machine's. */
export function plannedPieces(line: PlanLine): string {
  return line.override?.quantity ?? line.rounded_quantity
}

export function machinePieces(line: PlanLine): string {
  return line.machine_quantity ?? line.rounded_quantity
}

export function totalPieces(plan: BakePlan): string {
  return sum(plan.lines.map(plannedPieces)).toFixed()
}

export function ordersOf(line: PlanLine): string {
  return decimal(line.firm_orders).plus(decimal(line.standing_orders)).toFixed()
}

/** Steps of the ± buttons: one tray or oven load, else a single piece. */
export function stepOf(line: PlanLine): number {
  const multiple = Number(line.pieces_multiple ?? 1)
  return Number.isFinite(multiple) && multiple > 0 ? multiple : 1
}

/** Firm orders are promises: a smaller plan is allowed, but the screen says so. */
export function isBelowOrders(line: PlanLine, quantity: string | null): boolean {
  return decimal(quantity ?? '0').plus(decimal(line.finished_stock)).lt(decimal(ordersOf(line)))
}

export function pendingChanges(plan: BakePlan): PlanLine[] {
  return plan.lines.filter((line) => line.change_state === 'proposed' && line.change !== null)
}
