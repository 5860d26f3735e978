import { useSyncExternalStore } from 'react'
import { Problem } from '@/api/problem'
import { uuidv7 } from '@/lib/ids'
import type { Act, ActType, Payload } from './acts'
import { call } from './api/device'
import { addAct, allActs, kept, removeAct, saveActs } from './store'

interface Outbox { acts: Act[]; isSending: boolean }
interface Answer { act_id: string; outcome: string; code: string | null; first: string | null }

const atOnce = 50
const lock = 'bakery-floor-outbox'
const delays = [2, 5, 10, 30, 60]
const keptDays = 2

let outbox: Outbox = { acts: [], isSending: false }
let attempt = 0
let next: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function publish(change: Partial<Outbox>): void {
  outbox = { ...outbox, ...change }
  listeners.forEach((listener) => listener())
}

export const useOutbox = (): Outbox => useSyncExternalStore((listener) => { listeners.add(listener); return () => listeners.delete(listener) }, () => outbox)
export const waiting = (acts: readonly Act[]): Act[] => acts.filter((act) => act.state === 'saved')
export const refused = (acts: readonly Act[]): Act[] => acts.filter((act) => (act.state === 'conflict' || act.state === 'rejected') && act.settled === null)

/** Keeps an act on the device; it is sent as soon as there is a network and its time to be taken back is over. Done when it is safe on the disk. */
export async function record(type: ActType, entity: string, subject: string, payload: Payload | null = null, undoSeconds = 0): Promise<Act> {
  const held_until = undoSeconds > 0 ? Date.now() + undoSeconds * 1000 : null
  const act = await addAct({ act_id: uuidv7(), type, entity_id: entity, subject, payload, event_time: new Date().toISOString(), worker_id: (await kept('worker')) ?? null, state: 'saved', code: null, sentAt: null, settled: null, held_until })
  publish({ acts: [...outbox.acts, act] })
  void flush()
  return act
}

const isHeld = (act: Act): boolean => (act.held_until ?? 0) > Date.now()

/** Takes an act back that is still held; under the lock, so that it is not sent meanwhile. */
export async function takeBack(act: Act): Promise<void> {
  await navigator.locks.request(lock, async () => { if (isHeld(act)) await removeAct(act) })
  publish({ acts: await allActs() })
}

/** A person's word on a refused act: leave it, or do it again now. Both are acts themselves, so that the office sees them too. */
export async function settle(act: Act, decision: 'drop' | 'again'): Promise<void> {
  await save([{ ...act, settled: decision }])
  await record('settle', act.act_id, act.subject, { text: decision })
  if (decision === 'again') await record(act.type, act.entity_id, act.subject, act.payload)
}

async function save(acts: Act[]): Promise<void> {
  await saveActs(acts, new Date(Date.now() - keptDays * 86_400_000).toISOString())
  publish({ acts: await allActs() })
}

function settledBy(act: Act, answer: Answer | undefined): Act {
  if (!answer) return act
  const outcome = answer.outcome === 'duplicate' ? answer.first : answer.outcome
  return { ...act, state: outcome === 'conflict' || outcome === 'rejected' ? outcome : 'sent', code: answer.code, sentAt: Date.now() }
}

async function sendAll(): Promise<void> {
  const session = await kept('session')
  if (!session) return
  for (;;) {
    const open = waiting(await allActs())
    const acts = open.filter((act) => !isHeld(act)).slice(0, atOnce)
    if (acts.length === 0) {
      const soonest = Math.min(...open.map((act) => act.held_until!))
      if (open.length > 0) next = setTimeout(() => void flush(), Math.max(0, soonest - Date.now()) + 50)
      return
    }
    publish({ isSending: true })
    const body = acts.map(({ act_id, type, entity_id, event_time, seq, payload, worker_id }) => ({ act_id, type, entity_id, event_time, seq, payload, worker_id }))
    const answer = await call<{ acts: Answer[] }>('POST', session.tenant_id, '/production/floor/sync', { device_id: session.device_id, sent_at: new Date().toISOString(), acts: body })
    const byId = new Map((answer?.acts ?? []).map((one) => [one.act_id, one]))
    await save(acts.map((act) => settledBy(act, byId.get(act.act_id))))
  }
}

/** Sends what waits, in its order; one tab at a time. After a failure it waits longer and longer, up to a minute. */
export async function flush(): Promise<void> {
  clearTimeout(next)
  try {
    await navigator.locks.request(lock, sendAll)
    attempt = 0
  } catch (error) {
    const seconds = delays[Math.min(attempt, delays.length - 1)]! * (0.75 + Math.random() / 2)
    attempt += 1
    next = setTimeout(() => void flush(), seconds * 1000)
    if (Problem.of(error).status > 0) console.warn('The acts were not taken.', error)
  } finally {
    publish({ isSending: false })
  }
}

export async function openOutbox(): Promise<void> {
  publish({ acts: await allActs() })
  void flush()
}
