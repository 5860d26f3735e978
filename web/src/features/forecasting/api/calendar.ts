import { queryOptions } from '@tanstack/react-query'
import { get } from '@/api/request'
import type { Schema } from '@/api/wire'

export type CalendarDay = Schema<'CalendarDay'>

/** Holidays, local reasons and weather of a shop, for the axis of its forecast. */
export const shopCalendar = (location_id: string, from: string, to: string) => queryOptions({ queryKey: ['external', 'calendar', location_id, from, to], queryFn: async () => (await get<Schema<'ExternalShowCalendarResponse'>>('/external/calendar', { query: { location_id, from, to } })).days, enabled: location_id !== '' })
