import { addDays, weekday, type BusinessDay } from './dates'

export interface SupplierTerms { lead_time_days: number; delivery_weekdays: readonly number[]; cutoff_time: string | null; closed_dates: readonly string[] }

/** First delivery weekday on or after today + lead time; one day more after the cut-off; closed days are skipped. */
export function nextDelivery(terms: SupplierTerms, today: BusinessDay, clock: string): BusinessDay | null {
  if (terms.delivery_weekdays.length === 0) return null
  const late = terms.cutoff_time !== null && clock > terms.cutoff_time.slice(0, 5) ? 1 : 0
  let day = addDays(today, terms.lead_time_days + late)
  for (let tries = 0; tries < 60; tries += 1) {
    if (terms.delivery_weekdays.includes(weekday(day)) && !terms.closed_dates.includes(day)) return day
    day = addDays(day, 1)
  }
  return null
}
