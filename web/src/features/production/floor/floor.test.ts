import { describe, expect, it } from 'vitest'
import { isUsable, suggestedLot, weighed, withActs, workOf, type Act, type Batch, type FloorDay, type Lot } from './acts'
import { gramsOf } from './scale'
import { lotCodeOf } from './scan'
import { waterFor } from './water'

const batch = (id: string, change: Partial<Batch> = {}): Batch => ({
  id, number: id, kind: 'dough', bake_day: '2026-11-11', name: id, product_item_id: null, planned_start: '2026-11-11T00:00:00Z', planned_end: '2026-11-11T02:00:00Z', planned_quantity: '40', unit: 'kg',
  started_at: null, ended_at: null, actual_quantity: null, status: 'pending', stage: null, stages: [], waste_quantity: '0', materials: [], ...change,
})
const day = (batches: Batch[]): FloorDay => ({ stamp: '1', server_time: '', machines: [], checks: [], items: [], lots: [], products: [], days: [{ date: '2026-11-11', plan: null, batches, mix_cards: [], tasks: [], retimed: null }] })
const act = (seq: number, type: Act['type'], entity: string, change: Partial<Act> = {}): Act => ({ seq, act_id: String(seq), type, entity_id: entity, event_time: '2026-11-11T00:05:00Z', worker_id: null, payload: null, subject: '', state: 'saved', code: null, sentAt: null, settled: null, ...change })
const only = (shown: FloorDay) => shown.days[0]!.batches[0]!

describe('the day with the acts of the device', () => {
  it('shows what waits to be sent, in its order', () => {
    const shown = only(withActs(day([batch('d1')]), [act(2, 'stage', 'd1', { payload: { stage: 'mixing' } }), act(1, 'start', 'd1'), act(3, 'waste', 'd1', { payload: { actual_quantity: '1.5' } })], 0))
    expect([shown.status, shown.stage, shown.waste_quantity, shown.started_at]).toEqual(['in_progress', 'mixing', '1.5', '2026-11-11T00:05:00Z'])
  })

  it('shows a sent act until the day was read after it, and never one that was refused', () => {
    const sent = act(1, 'start', 'd1', { state: 'sent', sentAt: 1000 })
    expect(only(withActs(day([batch('d1')]), [sent], 900)).status).toBe('in_progress')
    expect(only(withActs(day([batch('d1')]), [sent], 1100)).status).toBe('pending')
    expect(only(withActs(day([batch('d1')]), [act(1, 'finish', 'd1', { state: 'conflict', sentAt: 1000 })], 900)).status).toBe('pending')
  })

  it('adds weights up in decimals', () => {
    const weigh = (seq: number, value: string, state: Act['state'] = 'saved') => act(seq, 'weigh', 'd1', { payload: { item_id: 'salt', value }, state })
    expect(weighed([weigh(1, '0.1'), weigh(2, '0.2', 'sent'), weigh(3, '9', 'rejected')], 'd1', 'salt')).toBe('0.3')
  })
})

describe('lots', () => {
  const lot = (id: string, expires: string | null, change: Partial<Lot> = {}): Lot => ({ id, item_id: 'milk', lot_code: id, expires_on: expires, quantity: '3', state: 'available', ...change })

  it('suggests the usable one that expires first', () => {
    expect(suggestedLot([lot('MC', null), lot('MB', '2026-11-13'), lot('MA', '2026-11-09'), lot('MX', '2026-11-12', { state: 'blocked' })], 'milk', '2026-11-11')?.id).toBe('MB')
  })

  it('may be used through the day of its date', () => {
    expect([isUsable(lot('a', '2026-11-11'), '2026-11-11'), isUsable(lot('a', '2026-11-10'), '2026-11-11'), isUsable(lot('a', null, { quantity: '0' }), '2026-11-11')]).toEqual([true, false, false])
  })

  it('reads the code of a label and of an address on it', () => {
    expect([lotCodeOf(' FB '), lotCodeOf('https://bakery.example/l/B-7781')]).toEqual(['FB', 'B-7781'])
  })
})

describe('work of a station', () => {
  const tasks = (station: string) => [{ id: 't', batch_id: 'd1', stage: 'mixing', equipment_id: station, start: '2026-11-11T00:30:00Z', end: '2026-11-11T01:00:00Z', is_late: false }]

  it('is what has a task there, begun work first', () => {
    const one = day([batch('d1'), batch('d2', { status: 'in_progress' }), batch('d3', { status: 'completed' })])
    one.days[0]!.tasks = tasks('mixer')
    const now = Date.parse('2026-11-11T00:00:00Z')
    expect(workOf(one, null, now).map((work) => work.batch.id)).toEqual(['d2', 'd1'])
    expect(workOf(one, 'mixer', now).map((work) => [work.batch.id, work.stage])).toEqual([['d1', 'mixing']])
    expect(workOf(one, 'oven', now)).toEqual([])
  })
})

describe('a scale', () => {
  it.each([['ST,GS,+  1.234kg', 1234], ['   351 g', 351], ['ST,NT,- 0,020 kg', -20], ['US,GS,+1.200kg', null], ['', null]])('says %s', (line, grams) => {
    expect(gramsOf(line)).toBe(grams)
  })
})

describe('the water of a dough', () => {
  const read = { dough: '25', flour: '22', room: '24', friction: '12', tap: '14', preferment: '' }

  it('feature 6e: has 17 °C for a dough of 25 °C with flour 22, room 24 and friction 12', () => {
    expect(waterFor(read, 20000)).toEqual({ celsius: '17', water: 20000, ice: 0 })
  })

  it('counts a pre-ferment as a fourth part', () => {
    expect(waterFor({ ...read, preferment: '21' }, 20000).celsius).toBe('21')
  })

  it('is partly ice below four degrees: 20 kg at 1 °C from a tap of 14 °C take 2,766 g of it', () => {
    expect(waterFor({ ...read, room: '32', flour: '30' }, 20000)).toEqual({ celsius: '1', water: 17234, ice: 2766 })
  })
})
