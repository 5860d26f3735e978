import type { Reasoning } from '@/lib/reasoning'
import type { ForecastPoint } from '@/ui/forecast-chart'
import type { CalendarDay } from './api/calendar'
import type { Forecast, SeriesDay } from './api/forecasts'

const number = (value: string | number | null | undefined) => (value === null || value === undefined || value === '' ? null : Number(value))

/** One point per day from both sources, in date order; the newest forecast of a day counts. Closed days show no sale. */
export function joinPoints(past: readonly SeriesDay[], future: readonly Forecast[], calendar: readonly CalendarDay[] = [], holiday: (key: string) => string = (key) => key): ForecastPoint[] {
  const days = new Map<string, ForecastPoint>()
  const point = (day: string): ForecastPoint => {
    const found = days.get(day) ?? { day, forecast: null, lower: null, upper: null, baseline: null, actual: null, soldOut: false }
    days.set(day, found)
    return found
  }
  for (const row of past) {
    const entry = point(row.date)
    entry.actual = row.is_open ? number(row.quantity) : null
    entry.soldOut = row.is_sold_out
  }
  for (const row of [...future].sort((a, b) => b.horizon_days - a.horizon_days)) {
    const entry = point(row.date)
    Object.assign(entry, { forecast: number(row.p50), lower: number(row.lower_80), upper: number(row.upper_80), baseline: number(row.baseline) })
  }
  for (const row of calendar) {
    const entry = days.get(row.date)
    if (!entry) continue
    const reasons = [...(row.holiday ? [holiday(row.holiday)] : []), ...row.events.map((event) => event.name)]
    if (reasons.length > 0) entry.special = reasons.join(' · ')
    if (row.weather_source === 'observed' || row.weather_source === 'forecast') Object.assign(entry, { rain: number(row.precipitation_mm), warmest: number(row.temperature_max) })
  }
  return [...days.values()].sort((a, b) => a.day.localeCompare(b.day))
}

/** The sentence behind the quantity that a shop should get; resale items and guesses without a price have none. */
export function newsvendorReason(row: Forecast, product_name: string): Reasoning | null {
  if (row.newsvendor_quantity === null) return null
  return { type: 'newsvendor', parameters: { product_name, forecast_median: row.p50, lower: row.lower_80, upper: row.upper_80, service_ratio: row.critical_ratio, quantity: row.newsvendor_quantity, expected_waste: row.expected_waste, expected_lost_sales: row.expected_lost_sales } }
}
