import { queryOptions } from '@tanstack/react-query'
import { get, type Paged } from '@/api/request'
import type { Schema } from '@/api/wire'

export type ValidationRun = Schema<'ValidationView'>
export type Miss = Schema<'ForecastingShowMissesMiss'>
export type SeriesMoney = Schema<'ForecastingShowMoneySeriesMoney'>
export type QuantityMoney = Schema<'QuantityMoney'>
export type CalibrationPoint = Schema<'ForecastingShowCalibrationPoint'>
export type SeriesScores = Schema<'ForecastingShowBacktestSeriesScores'>

export const accuracy = (from: string, to: string, location_id: string) => queryOptions({ queryKey: ['forecasting', 'accuracy', from, to, location_id], queryFn: async () => (await get<Schema<'ForecastingShowAccuracyResponse'>>('/forecasting/accuracy', { query: { from, to, location_id } })).figures })
export const productAccuracy = (from: string, to: string, location_id: string) => queryOptions({ queryKey: ['forecasting', 'accuracy', 'products', from, to, location_id], queryFn: async () => (await get<Schema<'ForecastingShowAccuracyProductsResponse'>>('/forecasting/accuracy/products', { query: { from, to, location_id } })).items })
export const validationRuns = () => queryOptions({ queryKey: ['forecasting', 'validation-runs'], queryFn: async () => (await get<Paged<ValidationRun>>('/forecasting/validation/runs', { query: { limit: 30 } })).items })
export const calibration = (from: string, to: string, location_id: string) => queryOptions({ queryKey: ['forecasting', 'calibration', from, to, location_id], queryFn: () => get<Schema<'ForecastingShowCalibrationResponse'>>('/forecasting/accuracy/calibration', { query: { from, to, location_id } }) })
export const money = (from: string, to: string, location_id: string) => queryOptions({ queryKey: ['forecasting', 'money', from, to, location_id], queryFn: () => get<Schema<'ForecastingShowMoneyResponse'>>('/forecasting/accuracy/money', { query: { from, to, location_id } }) })
export const moneyDays = (item_id: string, location_id: string, from: string, to: string) => queryOptions({ queryKey: ['forecasting', 'money', 'days', item_id, location_id, from, to], queryFn: async () => (await get<Schema<'ForecastingShowMoneyWorkingResponse'>>('/forecasting/accuracy/money/days', { query: { item_id, location_id, from, to } })).days })
export const misses = (from: string, to: string, location_id: string) => queryOptions({ queryKey: ['forecasting', 'misses', from, to, location_id], queryFn: async () => (await get<Schema<'ForecastingShowMissesResponse'>>('/forecasting/accuracy/misses', { query: { from, to, location_id, limit: 8 } })).items })
export const backtest = () => queryOptions({ queryKey: ['forecasting', 'backtest'], queryFn: async () => (await get<Schema<'ForecastingShowBacktestResponse'>>('/forecasting/backtest')).items })
