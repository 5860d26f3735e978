import { describe, expect, it } from 'vitest'
import type { ScheduledTask } from './api/schedule'
import { addMinutes, lanes, span } from './schedule-rules'

const task = (id: string, start: string, end: string) => ({ id, start: `2026-11-11T${start}:00Z`, end: `2026-11-11T${end}:00Z` }) as ScheduledTask

describe('the schedule', () => {
  it('puts what overlaps into another lane and fills the first one that is free', () => {
    const rows = lanes([task('b', '01:30', '02:30'), task('a', '01:00', '02:00'), task('c', '02:00', '03:00')])
    expect(rows.map((row) => row.map((entry) => entry.id))).toEqual([['a', 'c'], ['b']])
  })

  it('spans full hours', () => {
    const { from, until } = span([task('a', '01:10', '02:20')])
    expect([until - from, from % 60]).toEqual([120, 0])
  })

  it('adds minutes over midnight', () => expect(addMinutes('2026-11-11T23:55:00Z', 10)).toBe('2026-11-12T00:05:00.000Z'))
})
