import { describe, expect, it } from 'vitest'
import { formatSort, nextSort, parseSort, readTableState, textSearch, withChange } from './table-state'

describe('table state', () => {
  it('reads everything from the address', () => {
    expect(readTableState({ q: 'har', sort: '-total,name', limit: '100', cursor: 'abc', status: 'sent,draft', cols: 'a,b' }, ['status'])).toEqual({
      q: 'har', sort: [{ field: 'total', descending: true }, { field: 'name', descending: false }], limit: 100, cursor: 'abc', filters: { status: ['sent', 'draft'] }, hidden: ['a', 'b'],
    })
  })

  it('falls back when somebody edits the address', () => {
    expect(readTableState({ limit: '7' }, []).limit).toBe(50)
    expect(textSearch({ a: 1, b: undefined, c: '' })).toEqual({ a: '1' })
  })

  it('starts again at the first page when the question changes', () => {
    expect(withChange({ cursor: 'x', q: 'a' }, { q: 'b' })).toEqual({ q: 'b' })
    expect(withChange({ cursor: 'x' }, { open: '1', cursor: 'x' })).toEqual({ cursor: 'x', open: '1' })
  })

  it('sorts by one column, or by several with Shift', () => {
    expect(formatSort(nextSort([], 'a', false))).toBe('a')
    expect(formatSort(nextSort(parseSort('a'), 'a', false))).toBe('-a')
    expect(formatSort(nextSort(parseSort('-a'), 'a', false))).toBeUndefined()
    expect(formatSort(nextSort(parseSort('a'), 'b', true))).toBe('a,b')
  })
})
