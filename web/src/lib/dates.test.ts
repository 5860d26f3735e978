import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, formatDay, parseDay, startOfWeek, today, weekday } from './dates'
import { nextDelivery } from './supplier-calendar'

describe('parseDay', () => {
  it.each([['1411', '2026-11-14'], ['14/11', '2026-11-14'], ['14', '2026-11-14'], ['14-11-26', '2026-11-14'], ['14.11.2026', '2026-11-14'], ['141126', '2026-11-14'], ['2026-11-14', '2026-11-14'], ['1/2', '2026-02-01']])('reads %s', (text, day) => {
    expect(parseDay(text, '2026-11-10')).toBe(day)
  })

  it.each(['3102', '31/02/2026', '0', 'x', '2026-13-01'])('refuses %s', (text) => {
    expect(parseDay(text, '2026-11-10')).toBeNull()
  })
})

describe('days', () => {
  it('cross months and daylight saving without a slip', () => {
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(startOfWeek('2026-11-15')).toBe('2026-11-09')
    expect(weekday('2026-11-15')).toBe(7)
    expect(formatDay('2026-11-14')).toBe('14/11/2026')
  })

  it('are those of the bakery, not of the browser', () => {
    expect(today('Europe/Madrid', new Date('2026-11-14T23:30:00Z'))).toBe('2026-11-15')
  })
})

describe('nextDelivery', () => {
  const mill = { lead_time_days: 2, delivery_weekdays: [2, 5], cutoff_time: '12:00:00', closed_dates: [] as string[] }

  it('is the first delivery day after the lead time', () => {
    expect(nextDelivery(mill, '2026-11-10', '10:00')).toBe('2026-11-13')
  })

  it('comes later after the cut-off and on closed days', () => {
    expect(nextDelivery(mill, '2026-11-11', '12:30')).toBe('2026-11-17')
    expect(nextDelivery({ ...mill, closed_dates: ['2026-11-13'] }, '2026-11-10', '10:00')).toBe('2026-11-17')
  })
})
