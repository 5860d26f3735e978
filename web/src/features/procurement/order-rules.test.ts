import { describe, expect, it } from 'vitest'
import { actionsFor, isEditable, nextTier, orderTotal, priceFor } from './order-rules'

const tiers = [{ from_packs: 10, unit_price: '0.5800' }, { from_packs: 20, unit_price: '0.5500' }]

describe('purchase order', () => {
  it('offers only what the state and the role allow', () => {
    expect(actionsFor('pending_approval', true, true)).toEqual(['approve', 'reject', 'cancel'])
    expect(actionsFor('pending_approval', true, false)).toEqual([])
    expect(actionsFor('sent', true, false)).toEqual(['confirm', 'receive'])
    expect(actionsFor('closed', true, true)).toEqual([])
    expect(isEditable('pending_approval')).toBe(true)
    expect(isEditable('sent')).toBe(false)
  })

  it('adds up in decimals', () => {
    expect(orderTotal([{ packs: '20', pack_quantity: '25', unit_price: '0.55' }, { packs: '1', pack_quantity: '25', unit_price: '0.85' }])).toBe('296.25')
  })

  it('knows the price of a quantity and the next cheaper step', () => {
    expect(priceFor('19', '0.6200', tiers)).toBe('0.5800')
    expect(priceFor('9', '0.6200', tiers)).toBe('0.6200')
    expect(nextTier('19', tiers, '0.5800')).toEqual({ more: '1', unitPrice: '0.5500' })
    expect(nextTier('20', tiers, '0.5500')).toBeNull()
  })
})
