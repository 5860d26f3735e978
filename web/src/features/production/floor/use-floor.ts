import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { Problem } from '@/api/problem'
import { withActs, type FloorDay, type Point } from './acts'
import { call, openSession, type DeviceSession, type Worker } from './api/device'
import { flush, openOutbox, useOutbox } from './outbox'
import { forget, keep, kept } from './store'

const every = 5000
const pointsEvery = 10 * 60_000

export interface FloorState {
  session: DeviceSession
  isOnline: boolean
  /** The day with the device's own acts on top; null before it was ever read. */
  day: FloorDay | null
  readAt: number
  /** By the bakery's clock, as far as it is known. */
  now: number
  today: string
  points: Point[]
  worker: Worker | null
  /** The worker has given the PIN at this device, and the shift is not over. */
  isConfirmed: boolean
  station: string | null
  choose: (worker: Worker | null) => Promise<void>
  setStation: (id: string | null) => Promise<void>
  refresh: () => Promise<void>
}

export const Floor = createContext<FloorState | null>(null)

export function useFloor(): FloorState {
  const floor = useContext(Floor)
  if (!floor) throw new Error('Outside the floor.')
  return floor
}

const dayIn = (zone: string, at: number): string => new Date(at).toLocaleDateString('sv-SE', { timeZone: zone })
const onShift = (worker: Worker | null, now: number): boolean => worker?.shift_until != null && Date.parse(worker.shift_until) > now

/** The device and its day, from the disk first and from the server when it answers. `undefined` while the disk is read, null when it is not paired. */
export function useFloorState(): FloorState | null | undefined {
  const [session, setSession] = useState<DeviceSession | null>()
  const [isOnline, setOnline] = useState(navigator.onLine)
  const [read, setRead] = useState<{ day: FloorDay; date: string; readAt: number } | null>(null)
  const [points, setPoints] = useState<Point[]>([])
  const [workerId, setWorkerId] = useState<string | null>(null)
  const [station, putStation] = useState<string | null>(null)
  const { acts } = useOutbox()
  const [ticked, setTicked] = useState(() => Date.now())
  // What the device's clock is wrong by, as far as it was told.
  const wrong = useRef(0)
  const stamp = useRef<{ date: string; stamp: string } | null>(null)
  const busy = useRef(false)
  const pointsAt = useRef(0)

  const learn = useCallback(async (next: DeviceSession) => {
    wrong.current = Date.parse(next.server_time) - Date.now()
    setSession(next)
    await keep('session', next)
  }, [])

  const refresh = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    try {
      const known = await kept('session')
      const current = known ?? (await openSession())
      if (!known) await learn(current)
      const date = dayIn(current.time_zone, Date.now() + wrong.current)
      const asked = Date.now()
      const query = stamp.current?.date === date ? `&known=${stamp.current.stamp}` : ''
      const day = await call<FloorDay>('GET', current.tenant_id, `/production/floor/day?date=${date}${query}`)
      setOnline(true)
      if (day) {
        stamp.current = { date, stamp: day.stamp }
        wrong.current = Date.parse(day.server_time) - Date.now()
        const next = { day, date, readAt: asked }
        setRead(next)
        await keep('day', next)
      } else setRead((before) => before && { ...before, readAt: asked })
      if (Date.now() - pointsAt.current > pointsEvery) {
        const page = await call<{ items: Point[] }>('GET', current.tenant_id, '/inventory/haccp/points?limit=200')
        pointsAt.current = Date.now()
        setPoints(page?.items ?? [])
        await keep('points', page?.items ?? [])
      }
    } catch (error) {
      const problem = Problem.of(error)
      if (problem.code === 'device_unknown') {
        await forget('session')
        setSession(null)
      }
      setOnline(problem.status !== 0)
    } finally {
      busy.current = false
      setTicked(Date.now() + wrong.current)
    }
  }, [learn])

  useEffect(() => {
    void (async () => {
      const [known, day, knownPoints, worker, chosen] = await Promise.all([kept('session'), kept('day'), kept('points'), kept('worker'), kept('station')])
      setRead(day ?? null)
      setPoints(knownPoints ?? [])
      setWorkerId(worker ?? null)
      putStation(chosen ?? null)
      if (known) setSession(known)
      try {
        await learn(await openSession())
      } catch (error) {
        if (Problem.of(error).status === 401 || !known) { await forget('session'); setSession(null) }
      }
      await openOutbox()
      await refresh()
    })()
  }, [learn, refresh])

  useEffect(() => {
    const timer = setInterval(() => void refresh(), every)
    const now = () => { void refresh(); void flush() }
    window.addEventListener('online', now)
    document.addEventListener('visibilitychange', now)
    return () => { clearInterval(timer); window.removeEventListener('online', now); document.removeEventListener('visibilitychange', now) }
  }, [refresh])

  const choose = useCallback(async (worker: Worker | null) => {
    setWorkerId(worker?.id ?? null)
    await (worker ? keep('worker', worker.id) : forget('worker'))
    try {
      await learn(await openSession())
    } catch {
      // Without network the people are those of the last time.
    }
  }, [learn])

  const setStation = useCallback(async (id: string | null) => {
    putStation(id)
    await (id ? keep('station', id) : forget('station'))
  }, [])

  return useMemo(() => {
    if (!session) return session
    const worker = session.workers.find((one) => one.id === workerId) ?? null
    return {
      session, isOnline, points, station, worker, choose, setStation, refresh,
      day: read && withActs(read.day, acts, read.readAt), readAt: read?.readAt ?? 0, now: ticked, today: dayIn(session.time_zone, ticked), isConfirmed: onShift(worker, ticked),
    }
  }, [session, isOnline, read, points, station, workerId, acts, ticked, choose, setStation, refresh])
}
