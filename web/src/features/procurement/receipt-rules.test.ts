import { describe, expect, it } from 'vitest'
import type { ProposedLine } from './api/delivery'
import { accepted, dataOf, isTooMuch, lineOf, missing, outOfLimit, withTemperature } from './receipt-rules'

const milk: ProposedLine = { po_item_id: 'a', item_id: 'm', product_name: 'milk', unit_of_measure: 'l', ordered_quantity: '12.0000', remaining: '12.0000', unit_price: '0.9200', expires_on: '2026-11-18', expiry_kind: 'use_by', kind: 'chilled_dairy', min_c: '0.0000', max_c: '8.0000' }
const flour: ProposedLine = { ...milk, po_item_id: 'b', min_c: null, max_c: null, kind: 'ambient' }

describe('receipt', () => {
  it('proposes to refuse what is too warm, and takes that back when the value was mistyped', () => {
    const warm = withTemperature({ ...lineOf(milk), lot: 'M1' }, '9.5', 'too warm')
    expect([outOfLimit(warm), warm.rejected, accepted(warm), missing(warm)]).toEqual([true, '12', '0', null])
    const again = withTemperature(warm, '4', 'too warm')
    expect([outOfLimit(again), again.rejected, again.rejection, missing(again)]).toEqual([false, '0', '', null])
  })

  it('asks why something outside its limits is taken', () => {
    const kept = { ...withTemperature({ ...lineOf(milk), lot: 'M1' }, '9.5', 'too warm'), rejected: '0', rejection: '' }
    expect(missing(kept)).toBe('decision')
    expect(missing({ ...kept, acceptance: 'used at once' })).toBeNull()
  })

  it('asks for the lot, the temperature of chilled goods and the reason of a refusal', () => {
    expect(missing(lineOf(milk))).toBe('lot')
    expect(missing({ ...lineOf(milk), lot: 'M1' })).toBe('temperature')
    expect(missing({ ...lineOf(flour), lot: 'F1' })).toBeNull()
    expect(missing({ ...lineOf(flour), lot: 'F1', rejected: '2' })).toBe('rejection')
    expect(missing({ ...lineOf(flour), lot: 'F1', rejected: '13' })).toBe('quantity')
  })

  it('adds the lots of a line up before it asks about too much', () => {
    expect(isTooMuch([lineOf(flour, '7'), lineOf(flour, '6')])).toBe(false)
    expect(isTooMuch([lineOf(flour, '7'), lineOf(flour, '7')])).toBe(true)
  })

  it('leaves out what did not come', () => {
    expect(dataOf([{ ...lineOf(flour), lot: 'F1' }, lineOf(milk, '0')], ' 77 ', '').lines.map((line) => line.po_item_id)).toEqual(['b'])
  })
})
