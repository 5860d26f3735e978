import { queryOptions } from '@tanstack/react-query'
import { get, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type Forecast = Schema<'ForecastView'>
export type SeriesDay = Schema<'SeriesDay'>

export const forecasts = (item_id: string, location_id: string, from: string, to: string) => queryOptions({ queryKey: ['forecasting', 'forecasts', item_id, location_id, from, to], queryFn: async () => (await get<Paged<Forecast>>('/forecasting/forecasts', { query: { item_id, location_id, from, to, limit: 200 } })).items.filter((forecast) => forecast.superseded_at === null), enabled: item_id !== '' && location_id !== '' })
export const series = (item_id: string, location_id: string, from: string, to: string) => queryOptions({ queryKey: ['sales', 'series', item_id, location_id, from, to], queryFn: async () => (await get<Schema<'SalesShowSeriesResponse'>>('/sales/series', { query: { item_id, location_id, from, to } })).days, enabled: item_id !== '' && location_id !== '' })
