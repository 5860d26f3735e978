import { queryOptions } from '@tanstack/react-query'
import { get, getFile, patch, post, type Paged } from '@/api/request'
import type { Reasoning } from '@/lib/reasoning'

export interface ShopForecast { location_id: string; location_name?: string; quantity: string; median?: string | null; lower?: string | null; upper?: string | null; is_baseline?: boolean }
export interface PlanChange { id: string; old_quantity: string; new_quantity: string; cause: string; at?: string }
export interface PlanLine {
  id: string
  product_item_id: string
  product_name: string
  firm_orders: string
  standing_orders: string
  forecast_by_location: ShopForecast[]
  finished_stock: string
  net_quantity: string
  rounded_quantity: string
  machine_quantity?: string
  pieces_multiple?: string | number | null
  override: { quantity: string; reason: string; user_name?: string; at?: string } | null
  change_state: 'unchanged' | 'proposed' | 'accepted' | 'refused'
  change: PlanChange | null
  reasoning_data: Reasoning | null
  expected_waste?: string | null
  expected_lost_sales?: string | null
}
export interface BakePlan {
  id: string
  plan_date: string
  location_id: string
  status: 'draft' | 'proposed' | 'approved' | 'in_progress' | 'done'
  lines: PlanLine[]
  printed_at: string | null
  approved_at: string | null
  approved_by_name?: string | null
  version: number
}

export const planFor = (date: string) => queryOptions({
  queryKey: ['production', 'plan', date],
  queryFn: async () => {
    const found = (await get<Paged<{ id: string }>>('/production/plans', { query: { date, limit: 5 } })).items[0]
    return found ? get<BakePlan>('/production/plans/{id}', { path: { id: found.id } }) : null
  },
})
export const overrideLine = (plan: BakePlan, lineId: string, quantity: string | null, reason: string) => patch<BakePlan>('/production/plans/{id}/lines/{line_id}', { quantity, reason }, { path: { id: plan.id, line_id: lineId }, version: plan.version })
export const approvePlan = (plan: BakePlan) => post<BakePlan>('/production/plans/{id}/approve', {}, { path: { id: plan.id }, version: plan.version })
export const answerChange = (plan: BakePlan, changeId: string, answer: 'accept' | 'refuse') => post<BakePlan>(`/production/plans/{id}/changes/{change_id}/${answer}`, {}, { path: { id: plan.id, change_id: changeId } })
export const generatePlan = (date: string, location_id: string | undefined) => post<BakePlan>('/production/plans/generate', { date, location_id, mode: 'full' })
export const bakeSheet = (date: string) => getFile('/production/bake-sheet/{date}', { path: { date }, query: { format: 'pdf', size: 'a4' } })
export const mixCards = (date: string) => getFile('/production/mix-cards/{date}', { path: { date }, query: { format: 'pdf', size: 'a5' } })
