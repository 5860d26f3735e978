import { useEffect, useSyncExternalStore } from 'react'
import { currentToken, useSession } from './session'
import { post } from './request'
import { queryClient } from './query-client'

export interface LiveEvent { id: string | null; event: string; data: string }

/** Splits what has arrived so far into whole events and the unfinished rest. */
export function parseEvents(buffer: string): { events: LiveEvent[]; rest: string } {
  const blocks = buffer.replace(/\r\n?/g, '\n').split('\n\n')
  const rest = blocks.pop() ?? ''
  const events = blocks.flatMap((block) => {
    const found: LiveEvent = { id: null, event: 'message', data: '' }
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':')
      if (colon <= 0) continue
      const value = line.slice(colon + 1).replace(/^ /, '')
      const name = line.slice(0, colon)
      if (name === 'id') found.id = value
      else if (name === 'event') found.event = value
      else if (name === 'data') found.data += (found.data ? '\n' : '') + value
    }
    return found.data || found.event !== 'message' ? [found] : []
  })
  return { events, rest }
}

// Which cached answers an event makes old. Payloads stay small: the browser asks again.
const affected: Record<string, string[]> = {
  alert: ['alert-processor', 'dashboard'],
  alert_updated: ['alert-processor', 'dashboard'],
  notification: ['notification'],
  run_progress: ['orchestrator', 'dashboard', 'forecasting', 'procurement', 'production'],
  plan_changed: ['production', 'dashboard'],
  batch_changed: ['production', 'dashboard'],
  order_changed: ['orders', 'dashboard', 'procurement'],
  shipment_changed: ['orders', 'inventory', 'dashboard'],
  stock_changed: ['inventory', 'dashboard'],
  sold_out: ['sales', 'dashboard'],
  delivery: ['procurement', 'inventory', 'dashboard'],
  training_progress: ['training'],
  forecasts_changed: ['forecasting'],
  calendar_changed: ['external', 'forecasting'],
}

const delays = [1, 2, 5, 10, 30]
let connected = false
const listeners = new Set<() => void>()

function setConnected(value: boolean): void {
  connected = value
  listeners.forEach((listener) => listener())
}

const pending = new Set<string>()
let flush: ReturnType<typeof setTimeout> | undefined

function invalidate(roots: string[]): void {
  roots.forEach((root) => pending.add(root))
  // A run sends many events at once; one refetch answers them all.
  flush ??= setTimeout(() => {
    flush = undefined
    for (const root of pending) void queryClient.invalidateQueries({ queryKey: [root] })
    pending.clear()
  }, 300)
}

async function listen(signal: AbortSignal, lastId: { value: string | null }): Promise<void> {
  const { ticket } = await post<{ ticket: string }>('/api/v1/auth/stream-ticket', {}, { signal })
  const headers = new Headers({ Accept: 'text/event-stream' })
  if (lastId.value) headers.set('Last-Event-ID', lastId.value)
  const response = await fetch(`/api/events?ticket=${encodeURIComponent(ticket)}`, { headers, signal, credentials: 'same-origin' })
  if (!response.ok || !response.body) throw new Error('stream refused')
  setConnected(true)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const parsed = parseEvents(buffer + value)
    buffer = parsed.rest
    for (const event of parsed.events) {
      if (event.id) lastId.value = event.id
      const roots = affected[event.event]
      if (roots) invalidate(roots)
    }
  }
}

/** Keeps one stream open for the open tenant; when it is away the cards poll. */
export function useLiveConnection(): void {
  const { tenantId } = useSession()
  useEffect(() => {
    if (!tenantId || !currentToken()) return
    const abort = new AbortController()
    const lastId: { value: string | null } = { value: null }
    void (async () => {
      // What the page shows first goes first.
      await new Promise((resolve) => setTimeout(resolve, 1000))
      for (let attempt = 0; !abort.signal.aborted; attempt += 1) {
        const started = Date.now()
        try {
          await listen(abort.signal, lastId)
        } catch {
          // Fall through to the next attempt.
        }
        setConnected(false)
        if (abort.signal.aborted) return
        if (Date.now() - started > 60_000) attempt = 0
        const seconds = delays[Math.min(attempt, delays.length - 1)]! * (0.75 + Math.random() / 2)
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      }
    })()
    return () => abort.abort()
  }, [tenantId])
}

export function useIsLive(): boolean {
  return useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener) }, () => connected)
}
