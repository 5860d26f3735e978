import { queryOptions } from '@tanstack/react-query'
import { get, type Paged } from '@/api/request'

export interface Accuracy { from: string; to: string; evaluated: number; censored: number; without_actuals: number; wape: string | number | null; mae: string | number | null; rmse: string | number | null; bias: string | number | null; coverage: string | number | null; skill: string | number | null; baseline_wape?: string | number | null }
export interface ProductAccuracy { item_id: string; location_id?: string | null; evaluated: number; wape: string | number | null; baseline_wape?: string | number | null; skill: string | number | null; bias: string | number | null; coverage?: string | number | null }
export interface ValidationRun { id: string; from: string; to: string; status: string; evaluated: number; censored: number; wape: string | number | null; skill: string | number | null; coverage: string | number | null }

export const accuracy = (from: string, to: string) => queryOptions({ queryKey: ['forecasting', 'accuracy', from, to], queryFn: () => get<Accuracy>('/forecasting/accuracy', { query: { from, to } }) })
export const productAccuracy = (from: string, to: string) => queryOptions({ queryKey: ['forecasting', 'accuracy', 'products', from, to], queryFn: async () => (await get<Paged<ProductAccuracy>>('/forecasting/accuracy/products', { query: { from, to, limit: 200 } })).items })
export const validationRuns = () => queryOptions({ queryKey: ['forecasting', 'validation-runs'], queryFn: async () => (await get<Paged<ValidationRun>>('/forecasting/validation/runs', { query: { limit: 30, sort: '-from' } })).items })
