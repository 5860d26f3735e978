import { queryOptions } from '@tanstack/react-query'
import { get, patch, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Plan = Schema<'ProcurementGeneratePlanView'>
export type Requirement = Schema<'ProcurementGeneratePlanRequirementView'>

export const latestPlan = () => queryOptions({ queryKey: ['procurement', 'plans', 'latest'], queryFn: async () => (await get<Paged<Plan>>('/procurement/plans', { query: { limit: 1 } })).items[0] ?? null })
export const requirements = (planId: string) => queryOptions({ queryKey: ['procurement', 'plans', planId, 'requirements'], queryFn: async () => (await get<{ items: Requirement[] }>('/procurement/plans/{id}/requirements', { path: { id: planId } })).items })
export const generatePlan = () => post<Plan>('/procurement/plans/generate', {})
export const adjustRequirement = (id: string, change: Schema<'ProcurementAdjustRequirementRequest'>) => patch<Requirement>('/procurement/requirements/{id}', change, { path: { id } })
/** Who sells an item, the cheapest first. */
export const sellers = (itemId: string) => queryOptions({ queryKey: ['suppliers', 'compare', itemId], queryFn: async () => (await get<Schema<'SuppliersKeepPricesComparison'>>('/suppliers/compare', { query: { item_id: itemId } })).suppliers })
