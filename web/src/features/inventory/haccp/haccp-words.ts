import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import type { Point, Reading } from '../api/haccp'

export const pointKinds = ['fridge', 'freezer', 'hot_hold', 'receiving', 'cleaning', 'pest', 'water', 'oven_colour', 'changeover'] as const
/** Points that a sensor can watch: their alert waits for the minutes of the point. */
export const temperatureKinds: readonly string[] = ['fridge', 'freezer', 'hot_hold', 'receiving']
export const frequencies = ['continuous', 'daily', 'weekly', 'monthly', 'on_event'] as const

/** The limits of a point as people say them: `0 – 4 °C`, `max. −18 °C`; nothing when it has none. */
export function useLimits(): (point: Point | undefined) => string | null {
  const { t } = useTexts()
  return (point) => {
    if (!point || (point.min === null && point.max === null)) return null
    const unit = point.unit ? ` ${point.unit}` : ''
    if (point.min === null) return t('haccp:at_most', { value: `${formatNumber(point.max)}${unit}` })
    if (point.max === null) return t('haccp:at_least', { value: `${formatNumber(point.min)}${unit}` })
    return `${formatNumber(point.min)} – ${formatNumber(point.max)}${unit}`
  }
}

/** What was read: the value with its unit, else whether it was in order. */
export function useReadingText(): (reading: Reading, point: Point | undefined) => string {
  const { t } = useTexts()
  return (reading, point) => (reading.value !== null ? `${formatNumber(reading.value, 0, 2)}${point?.unit ? ` ${point.unit}` : ''}` : t(reading.ok ? 'haccp:in_order' : 'haccp:not_in_order'))
}

export const isOutside = (point: Point, value: string | null) => value !== null && ((point.min !== null && Number(value) < Number(point.min)) || (point.max !== null && Number(value) > Number(point.max)))
