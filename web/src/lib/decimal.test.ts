import { describe, expect, it } from 'vitest'
import { lineTotal, parseDecimal, percentChange, sum } from './decimal'

describe('parseDecimal', () => {
  it.each([['12,5', '12.5'], ['12.5', '12.5'], ['1.234,50', '1234.5'], ['1,234.50', '1234.5'], ['1 234,50 €', '1234.5'], ['-3', '-3'], ['.5', '0.5'], ['1.234.567', '1234567'], ['7,', '7']])('reads %s as %s', (text, value) => {
    expect(parseDecimal(text)).toBe(value)
  })

  it.each(['', '-', 'abc', '1,2,3.4.5', '12a'])('refuses %s', (text) => {
    expect(parseDecimal(text)).toBeNull()
  })
})

describe('money', () => {
  it('never goes through floats', () => {
    expect(sum(['0.1', '0.2']).toFixed()).toBe('0.3')
    expect(lineTotal('20', '25', '0.55')).toBe('275.00')
  })

  it('rounds half away from zero', () => {
    expect(lineTotal('1', '1', '0.125')).toBe('0.13')
    expect(lineTotal('1', '1', '-0.125')).toBe('-0.13')
  })

  it('has no change without an earlier price', () => {
    expect(percentChange(null, '1')).toBeNull()
    expect(percentChange('0', '1')).toBeNull()
    expect(percentChange('280', '300')).toBe('7.1')
  })
})
