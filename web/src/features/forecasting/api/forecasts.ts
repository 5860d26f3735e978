import { queryOptions } from '@tanstack/react-query'
import { get, type Paged } from '@/api/request'
import type { Reasoning } from '@/lib/reasoning'

export interface Forecast {
  id: string
  item_id: string
  location_id: string
  date: string
  horizon_days: number
  p50: string | number
  mean: string | number
  lower_80: string | number
  upper_80: string | number
  baseline: string | number | null
  algorithm: string
  is_baseline: boolean
  confidence: number
  confidence_note: 'none' | 'cold_start' | 'stale_weather' | 'short_history' | null
  weeks_of_history: number
  newsvendor_quantity: string | number | null
  factors: { code: string; effect_percent: string | number }[]
  skill_vs_baseline?: string | number | null
  reasoning_data: Reasoning | null
}
export interface SeriesDay { date: string; quantity: string | null; is_open: boolean; is_sold_out: boolean; demand_estimate: string | null; is_outlier?: boolean }

export const forecasts = (item_id: string, location_id: string, from: string, to: string) => queryOptions({ queryKey: ['forecasting', 'forecasts', item_id, location_id, from, to], queryFn: async () => (await get<Paged<Forecast>>('/forecasting/forecasts', { query: { item_id, location_id, from, to, limit: 200 } })).items, enabled: item_id !== '' && location_id !== '' })
export const forecastsOfDay = (date: string) => queryOptions({ queryKey: ['forecasting', 'day', date], queryFn: async () => (await get<Paged<Forecast>>('/forecasting/forecasts', { query: { from: date, to: date, limit: 200 } })).items })
export const series = (item_id: string, location_id: string, from: string, to: string) => queryOptions({ queryKey: ['sales', 'series', item_id, location_id, from, to], queryFn: async () => { const answer = await get<Paged<SeriesDay> | { days: SeriesDay[] }>('/sales/series', { query: { item_id, location_id, from, to } }); return 'days' in answer ? answer.days : answer.items }, enabled: item_id !== '' && location_id !== '' })
