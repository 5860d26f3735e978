import { describe, expect, it } from 'vitest'
import type { Lot } from '../api/lots'
import { actsFor } from './lot-acts'

const lot = (change: Partial<Lot>) => ({ state: 'available', stage: 'raw', quantity: '5', ...change }) as Lot

describe('what may be done with a lot', () => {
  it('freezes what was never frozen, thaws what is, and never freezes again', () => {
    expect(actsFor(lot({}), false)).toContain('freeze')
    expect(actsFor(lot({ stage: 'frozen' }), false)).toContain('thaw')
    expect(actsFor(lot({ stage: 'frozen' }), false)).not.toContain('freeze')
    expect(actsFor(lot({ stage: 'thawed' }), false)).not.toContain('freeze')
  })

  it('releases and overrides only for an admin', () => {
    expect(actsFor(lot({ state: 'blocked' }), true)).toContain('release')
    expect(actsFor(lot({ state: 'blocked' }), false)).toEqual(['correct'])
    expect(actsFor(lot({ state: 'expired' }), true)).toContain('override')
    expect(actsFor(lot({ state: 'expired' }), false)).toEqual(['correct', 'block'])
  })

  it('leaves only the data of an emptied lot', () => {
    expect(actsFor(lot({ state: 'depleted', quantity: '0' }), true)).toEqual(['correct'])
  })
})
