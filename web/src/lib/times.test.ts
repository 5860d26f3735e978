import { expect, it } from 'vitest'
import { parseTime } from './times'

it.each([['5', '05:00'], ['530', '05:30'], ['0530', '05:30'], ['5:30', '05:30'], ['21.05', '21:05'], ['7h', '07:00'], ['7h15', '07:15']])('reads %s as %s', (text, time) => {
  expect(parseTime(text)).toBe(time)
})

it.each(['', '24:00', '5:60', 'noon', '12345'])('refuses %s', (text) => {
  expect(parseTime(text)).toBeNull()
})
