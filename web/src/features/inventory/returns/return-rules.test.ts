import { describe, expect, it } from 'vitest'
import type { Recipient } from '../api/recalls'
import { bringersOf } from './return-rules'

const line = (lot_id: string, quantity: string, returned: string, item_id = 'bread') => ({ lot_id, lot_code: lot_id, item_id, item: 'Pan', unit: 'piece', quantity, returned })
const recipient = (id: string, kind: string, lines: ReturnType<typeof line>[]) => ({ id, kind, name: id, party_id: null, location_id: null, day: '2026-11-10', document: null, lines }) as Recipient

describe('who can bring goods back', () => {
  it('is a customer or a shop that got more than has come back, lot by lot', () => {
    const found = bringersOf([recipient('bar', 'customer', [line('A', '8', '3'), line('B', '4', '4')]), recipient('shop', 'shop_sales', [line('A', '2', '0')])], 'bread')
    expect(found.map((row) => [row.recipientId, row.lotId, row.left])).toEqual([['bar', 'A', '5'], ['shop', 'A', '2']])
  })

  it('is neither a charity nor a supplier, nor who got something else', () => {
    expect(bringersOf([recipient('bank', 'donation', [line('A', '8', '0')]), recipient('mill', 'supplier', [line('A', '8', '0')]), recipient('bar', 'customer', [line('A', '8', '0', 'cake')])], 'bread')).toEqual([])
  })
})
