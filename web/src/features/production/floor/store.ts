import { openDB, type DBSchema } from 'idb'
import type { Act, FloorDay, Point } from './acts'
import type { DeviceSession } from './api/device'
import type { Temperatures } from './water'

interface Kept {
  session: DeviceSession
  day: { day: FloorDay; date: string; readAt: number }
  points: Point[]
  worker: string
  station: string
  destination: string
  /** By dough; under '' the last ones of any. */
  temperatures: Record<string, Temperatures>
}

interface Schema extends DBSchema {
  kept: { key: string; value: unknown }
  acts: { key: number; value: Act }
}

// What the floor needs without network. The number of an act is the key of its row, so that two tabs never give the same one.
const database = openDB<Schema>('bakery-floor', 1, {
  upgrade(db) {
    db.createObjectStore('kept')
    db.createObjectStore('acts', { keyPath: 'seq', autoIncrement: true })
  },
})

export const keep = async <K extends keyof Kept>(key: K, value: Kept[K]): Promise<void> => void (await (await database).put('kept', value, key))
export const kept = async <K extends keyof Kept>(key: K): Promise<Kept[K] | undefined> => (await (await database).get('kept', key)) as Kept[K] | undefined
export const forget = async (key: keyof Kept): Promise<void> => (await database).delete('kept', key)

export const allActs = async (): Promise<Act[]> => (await database).getAll('acts')

export async function addAct(act: Omit<Act, 'seq'>): Promise<Act> {
  const seq = await (await database).add('acts', act as Act)
  return { ...act, seq }
}

/** Forgets an act that was never sent. */
export const removeAct = async (act: Act): Promise<void> => (await database).delete('acts', act.seq)

/** Writes what became of acts, and drops old ones that are done with. */
export async function saveActs(acts: readonly Act[], dropBefore: string): Promise<void> {
  const transaction = (await database).transaction('acts', 'readwrite')
  for (const act of acts) await transaction.store.put(act)
  for (const act of await transaction.store.getAll()) if (act.event_time < dropBefore && (act.state === 'sent' || act.settled)) await transaction.store.delete(act.seq)
  await transaction.done
}
