import { queryOptions } from '@tanstack/react-query'
import { get, getFile, patch, post, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type BakePlan = Schema<'ProductionPlanFormView'>
export type PlanLine = Schema<'ProductionPlanFormLine'>
export type PlanChange = Schema<'ProductionPlanFormChange'>
export type ShopPart = Schema<'ProductionPlanFormShop'>
export type Forecast = Schema<'ForecastView'>

export const planFor = (date: string) => queryOptions({
  queryKey: ['production', 'plan', date],
  queryFn: async () => {
    const found = (await get<Paged<Schema<'ProductionReadPlansRow'>>>('/production/plans', { query: { date, limit: 5 } })).items[0]
    return found ? get<BakePlan>('/production/plans/{id}', { path: { id: found.id } }) : null
  },
})
/** Bands and expected waste of that day; the plan shows them beside its numbers. */
export const forecastsOf = (date: string) => queryOptions({ queryKey: ['forecasting', 'day', date], queryFn: async () => (await get<Paged<Forecast>>('/forecasting/forecasts', { query: { from: date, to: date, limit: 200 } })).items.filter((forecast) => forecast.superseded_at === null) })
export const overrideLine = (plan: BakePlan, lineId: string, quantity: number | null, reason: string) => patch<BakePlan>('/production/plans/{id}/lines/{line_id}', { quantity, reason, location_id: null }, { path: { id: plan.id, line_id: lineId }, version: plan.version })
export const approvePlan = (plan: BakePlan) => post<BakePlan>('/production/plans/{id}/approve', undefined, { path: { id: plan.id }, version: plan.version })
export const answerChange = (plan: BakePlan, changeId: string, answer: 'accept' | 'refuse') => post<BakePlan>(`/production/plans/{id}/changes/{change_id}/${answer}`, undefined, { path: { id: plan.id, change_id: changeId } })
export const generatePlan = (date: string) => post<BakePlan>('/production/plans/generate', { date, location_id: null, mode: 'full', run_id: null })
export const bakeSheet = (date: string) => getFile('/production/bake-sheet/{date}', { path: { date }, query: { format: 'pdf', size: 'a4' } })
export const mixCards = (date: string) => getFile('/production/mix-cards/{date}', { path: { date }, query: { format: 'pdf', size: 'a5' } })
/** What the next bake is expected to leave over and to miss, with its plan as it stands. */
export const nextBake = () => queryOptions({ queryKey: ['dashboard', 'tomorrow'], queryFn: () => get<Schema<'OrchestratorTomorrowResponse'>>('/dashboard/tomorrow') })
