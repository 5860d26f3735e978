import { decimal } from '@/lib/decimal'

export interface Material { item_id: string; planned: string; unit: string }
export interface StageEntry { stage: string; at: string; by: string }
export interface Batch {
  id: string; number: string; kind: 'pre_ferment' | 'dough' | 'product'; bake_day: string; name: string; product_item_id: string | null
  planned_start: string; planned_end: string; planned_quantity: string; unit: string; started_at: string | null; ended_at: string | null; actual_quantity: string | null
  status: string; stage: string | null; stages: StageEntry[]; waste_quantity: string; materials: Material[]
}
export interface CardLine { item_id: string | null; preferment_id: string | null; name: string; grams_all: number; grams_one: number; grams_last?: number; count?: string | null }
export interface Card { batch_id: string | null; name: string; total_kg: string; mixes: number; kg_per_mix: string; lines: CardLine[]; grams_all: number; grams_one: number; grams_last?: number }
export interface Task { id: string; batch_id: string; stage: string; equipment_id: string | null; start: string; end: string; is_late: boolean }
export interface PlanChange { id: string; product_item_id: string; from_quantity: number; to_quantity: number; state: string; decided_at: string | null }
/** Batches that start at another time because one was late or early. */
export interface Retimed { at: string; batch_id: string; name: string; minutes: number; moved: { batch_id: string; name: string; from: string; to: string; is_late: boolean }[] }
export interface Day { date: string; plan: { changes: PlanChange[]; changes_since_approval: number; approved_at: string | null } | null; batches: Batch[]; mix_cards: Card[]; tasks: Task[]; retimed: Retimed | null }
export interface Criterion { name: string; type: 'score' | 'boolean' | 'measurement'; min: string | null; max: string | null; unit: string | null; is_critical: boolean }
export interface Check { id: string; batch_id: string; name: string; stage: string | null; sample_size: number; criteria: Criterion[] }
export interface Lot { id: string; item_id: string; lot_code: string; expires_on: string | null; quantity: string; state: string }
export interface Item { id: string; name: string; stock_unit: string; is_water: boolean }
export interface FloorDay { stamp: string; server_time: string; days: Day[]; machines: { id: string; name: string; kind: string }[]; checks: Check[]; items: Item[]; lots: Lot[]; products: Item[] }
export interface Point { id: string; name: string; kind: string; min: string | null; max: string | null; unit: string | null; location_id: string; is_active: boolean }

export interface Payload { actual_quantity?: string; stage?: string; text?: string; reason?: string; value?: string; item_id?: string; lot_id?: string; destination?: string; location_id?: string; results?: { name: string; values: string[] }[] }
export type ActType = 'start' | 'stage' | 'weigh' | 'scan_lot' | 'pause' | 'resume' | 'finish' | 'waste' | 'quality' | 'reading' | 'note' | 'settle'

/** What a person did, as it is kept on the device until the server has it, and for two days afterwards. */
export interface Act {
  seq: number
  act_id: string
  type: ActType
  entity_id: string
  event_time: string
  worker_id: string | null
  payload: Payload | null
  /** What it was done to, in words: a batch may be gone when the act is shown. */
  subject: string
  state: 'saved' | 'sent' | 'conflict' | 'rejected'
  code: string | null
  sentAt: number | null
  /** What a person decided about a refused one. */
  settled: string | null
  /** Until when it can be taken back; it is sent after that. */
  held_until?: number | null
}

const moves: Partial<Record<ActType, string>> = { start: 'in_progress', resume: 'in_progress', pause: 'on_hold', finish: 'completed' }

function after(batch: Batch, act: Act): Batch {
  const status = moves[act.type]
  if (status) {
    return {
      ...batch, status,
      started_at: batch.started_at ?? act.event_time,
      ...(act.type === 'finish' ? { ended_at: act.event_time, actual_quantity: act.payload?.actual_quantity ?? batch.planned_quantity } : {}),
    }
  }
  if (act.type === 'stage') return { ...batch, stage: act.payload?.stage ?? batch.stage, stages: [...batch.stages, { stage: act.payload?.stage ?? '', at: act.event_time, by: '' }] }
  if (act.type === 'waste') return { ...batch, waste_quantity: decimal(batch.waste_quantity).plus(decimal(act.payload?.actual_quantity)).toFixed() }
  return batch
}

/** The server's day with what this device has done since: acts that wait, and sent ones that the day does not know yet. */
export function withActs(day: FloorDay, acts: readonly Act[], readAt: number): FloorDay {
  const news = acts.filter((act) => act.state === 'saved' || (act.state === 'sent' && (act.sentAt ?? 0) >= readAt)).sort((a, b) => a.seq - b.seq)
  if (news.length === 0) return day
  const done = new Set(news.filter((act) => act.type === 'quality').map((act) => act.entity_id))
  return {
    ...day,
    checks: day.checks.filter((check) => !done.has(check.id)),
    days: day.days.map((one) => ({ ...one, batches: one.batches.map((batch) => news.filter((act) => act.entity_id === batch.id).reduce(after, batch)) })),
  }
}

/** What of an ingredient was weighed on this device for a batch, in kg. */
export function weighed(acts: readonly Act[], batch: string, item: string): string {
  return acts.filter((act) => act.type === 'weigh' && act.entity_id === batch && act.payload?.item_id === item && (act.state === 'saved' || act.state === 'sent')).reduce((sum, act) => sum.plus(decimal(act.payload?.value)), decimal('0')).toFixed()
}

/** The lot that goes first: usable, and the one that expires first. */
export function suggestedLot(lots: readonly Lot[], item: string, today: string): Lot | null {
  return lots.filter((lot) => lot.item_id === item && isUsable(lot, today)).sort((a, b) => (a.expires_on ?? '9999').localeCompare(b.expires_on ?? '9999'))[0] ?? null
}

export function isUsable(lot: Lot, today: string): boolean {
  return lot.state === 'available' && decimal(lot.quantity).gt(0) && (lot.expires_on === null || lot.expires_on >= today)
}

export interface Work { batch: Batch; at: string; until: string; stage: string | null; isLate: boolean }

const order: Record<string, number> = { in_progress: 0, on_hold: 0, quality_check: 0, pending: 1 }

/** What is to be done at a station, begun work first, then by time: its tasks when the day has a schedule, else all batches. */
export function workOf(day: FloorDay, station: string | null, now: number): Work[] {
  const soon = now + 24 * 3_600_000
  const work = day.days.flatMap((one: Day) => {
    const tasks = one.tasks.filter((task) => station === null || task.equipment_id === station)
    return one.batches.filter((batch) => batch.status in order).flatMap((batch): Work[] => {
      const own = tasks.filter((task) => task.batch_id === batch.id)
      const first = own.find((task) => Date.parse(task.end) > now) ?? own.at(-1)
      if (first) return [{ batch, at: first.start, until: first.end, stage: first.stage, isLate: first.is_late }]
      return station === null || one.tasks.length === 0 ? [{ batch, at: batch.planned_start, until: batch.planned_end, stage: null, isLate: false }] : []
    })
  })
  return work.filter((one) => one.batch.status !== 'pending' || Date.parse(one.at) < soon).sort((a, b) => order[a.batch.status]! - order[b.batch.status]! || a.at.localeCompare(b.at))
}
