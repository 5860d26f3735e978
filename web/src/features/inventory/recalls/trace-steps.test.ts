import { expect, it } from 'vitest'
import type { Trace, TraceNode } from '../api/recalls'
import { stepsOf, type Step } from './trace-steps'

const node = (id: string, level: number) => ({ id, level, kind: 'lot', name: id }) as TraceNode
const link = (from_id: string, to_id: string) => ({ from_id, to_id, kind: 'use', quantity: '1' })
const names = (step: Step): string => `${step.node.id}${step.again ? '*' : ''}${step.next.length > 0 ? `(${step.next.map(names).join(' ')})` : ''}`

// A diamond: flour goes into two doughs, both into one bread; some bread is worked into the first dough again.
const trace = (direction: string) => ({ direction, nodes: [node(direction === 'forward' ? 'flour' : 'bread', 0), node('a', 1), node('b', 1), node(direction === 'forward' ? 'bread' : 'flour', 2)], links: [link('flour', 'a'), link('flour', 'b'), link('a', 'bread'), link('b', 'bread'), link('bread', 'a')], recipients: [], mass_balance: [] }) as unknown as Trace

it('draws what is reached twice once and names it the second time, rework and all', () => {
  expect(stepsOf(trace('forward')).map(names)).toEqual(['flour(a(bread(a*)) b(bread*))'])
})

it('walks the links the other way for what a lot was made of', () => {
  expect(stepsOf(trace('backward')).map(names)).toEqual(['bread(a(flour bread*) b(flour*))'])
})
