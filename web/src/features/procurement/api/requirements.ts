import { queryOptions } from '@tanstack/react-query'
import { get, post, type Paged } from '@/api/request'
import type { Reasoning } from '@/lib/reasoning'

export interface Plan { id: string; plan_number: string; plan_date: string; horizon_days: number; status: string; totals?: { amount?: string }; created_at?: string }
export interface Requirement {
  id: string
  item_id: string
  item_name?: string
  unit?: string
  covers_until: string
  needed: string
  safety_stock: string
  usable_stock: string
  open_orders: string
  net: string
  packs: string
  supplier_id: string | null
  unit_price: string | null
  run_out_on: string | null
  order_by: string | null
  flags: string[]
  calculation_method: string
  reasoning_data: Reasoning | null
}

export const latestPlan = () => queryOptions({ queryKey: ['procurement', 'plans', 'latest'], queryFn: async () => (await get<Paged<Plan>>('/procurement/plans', { query: { limit: 1, sort: '-plan_date' } })).items[0] ?? null })
export const requirements = (planId: string) => queryOptions({ queryKey: ['procurement', 'plans', planId, 'requirements'], queryFn: async () => (await get<Paged<Requirement>>('/procurement/plans/{id}/requirements', { path: { id: planId }, query: { limit: 200 } })).items })
export const generatePlan = () => post<Plan>('/procurement/plans/generate', {})
