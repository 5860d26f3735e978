import { queryOptions } from '@tanstack/react-query'
import { get, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type ValidationRun = Schema<'ValidationView'>

export const accuracy = (from: string, to: string) => queryOptions({ queryKey: ['forecasting', 'accuracy', from, to], queryFn: async () => (await get<Schema<'ForecastingShowAccuracyResponse'>>('/forecasting/accuracy', { query: { from, to } })).figures })
export const productAccuracy = (from: string, to: string) => queryOptions({ queryKey: ['forecasting', 'accuracy', 'products', from, to], queryFn: async () => (await get<Schema<'ForecastingShowAccuracyProductsResponse'>>('/forecasting/accuracy/products', { query: { from, to } })).items })
export const validationRuns = () => queryOptions({ queryKey: ['forecasting', 'validation-runs'], queryFn: async () => (await get<Paged<ValidationRun>>('/forecasting/validation/runs', { query: { limit: 30 } })).items })
