import { describe, expect, it } from 'vitest'
import { parseEvents } from './live'

describe('live stream', () => {
  it('gives whole events and keeps the unfinished rest', () => {
    const { events, rest } = parseEvents('id: 7\nevent: alert\ndata: {"a":1}\n\n: comment\n\nevent: heartbeat\n\nid: 8\nevent: pl')
    expect(events).toEqual([{ id: '7', event: 'alert', data: '{"a":1}' }, { id: null, event: 'heartbeat', data: '' }])
    expect(rest).toBe('id: 8\nevent: pl')
  })

  it('takes both kinds of line ends', () => {
    expect(parseEvents('event: alert\r\ndata: x\r\n\r\n').events).toEqual([{ id: null, event: 'alert', data: 'x' }])
  })
})
