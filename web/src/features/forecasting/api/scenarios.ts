import { queryOptions } from '@tanstack/react-query'
import { get, post, put, remove, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Scenario = Schema<'ScenarioView'>
export type ScenarioFields = Schema<'ScenarioFields'>
export type ScenarioResult = Schema<'ScenarioResult'>

export const scenarios = () => queryOptions({ queryKey: ['forecasting', 'scenarios'], queryFn: async () => (await get<Paged<Scenario>>('/forecasting/scenarios', { query: { limit: 50 } })).items })
export const saveScenario = (id: string | null, values: ScenarioFields, version: number | undefined) => id && version !== undefined ? put<Scenario>('/forecasting/scenarios/{id}', values, { path: { id }, version }) : post<Scenario>('/forecasting/scenarios', values)
export const runScenario = (id: string) => post<Scenario>('/forecasting/scenarios/{id}/run', undefined, { path: { id } })
export const turnIntoEvent = (id: string) => post<Scenario>('/forecasting/scenarios/{id}/to-event', undefined, { path: { id } })
export const deleteScenario = (id: string) => remove('/forecasting/scenarios/{id}', { path: { id } })
