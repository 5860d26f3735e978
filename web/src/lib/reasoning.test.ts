import { describe, expect, it } from 'vitest'
import { readableParameters, reasoningKey } from './reasoning'

const wording = { list: (values: readonly string[]) => values.join(' y '), word: (group: string, value: string) => `${group}/${value}`, instant: (value: string) => `@${value}` }
const read = (parameters: Record<string, unknown>) => readableParameters(parameters, wording)

describe('reasoning parameters', () => {
  it('become what a sentence shows', () => {
    expect(read({ product_names: ['a', 'b'] }).product_names).toBe('a y b')
    expect(read({ amount: '296.25' }).amount).toBe('296,25 €')
    expect(read({ current_stock: '330.0000' }).current_stock).toBe('330')
    expect(read({ days_until_stockout: '4' }).days_until_stockout).toBe(4)
    expect(read({ service_ratio: '0.6443' }).service_ratio).toBe('64 %')
    expect(read({ forecast_median: '119.6168' }).forecast_median).toBe('120')
    expect(read({ run_out_on: '2026-11-14' }).run_out_on).toBe('14/11/2026')
    expect(read({ cause: 'orders' }).cause).toBe('cause/orders')
  })

  it('show a dash for what is missing', () => {
    const values = read({})
    expect('unknown' in values).toBe(true)
    expect(values.unknown).toBe('–')
  })

  it('tell a batch from an order by what they carry', () => {
    expect(reasoningKey({ type: 'forecast_demand', parameters: { predicted_demand: '1' } })).toBe('batch_forecast_demand')
    expect(reasoningKey({ type: 'forecast_demand', parameters: {} })).toBe('forecast_demand')
  })
})
