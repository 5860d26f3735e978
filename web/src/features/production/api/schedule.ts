import { queryOptions } from '@tanstack/react-query'
import { Problem } from '@/api/problem'
import { get, getFile, patch, post } from '@/api/request'
import type { Schema } from '@/api/wire'

export type DaySchedule = Schema<'ProductionReadScheduleResponse'>
export type ScheduledTask = Schema<'ProductionReadScheduleTaskView'>
export type Machine = Schema<'ProductionReadScheduleMachineRow'>
export type ScheduleConflict = Schema<'ProductionReadScheduleConflictView'>
export type Moved = Schema<'ProductionMoveTaskResponse'>

/** Null when the day has no schedule yet. */
export const scheduleOf = (date: string) => queryOptions({
  queryKey: ['production', 'schedule', date],
  queryFn: async () => {
    try {
      return await get<DaySchedule>('/production/schedule', { query: { date } })
    } catch (error) {
      if (Problem.of(error).code === 'not_found') return null
      throw error
    }
  },
})
export const makeSchedule = (date: string) => post<DaySchedule>('/production/schedule/generate', { date, seed: 1 })
export const moveTask = (id: string, start: string, equipment_id: string | null) => patch<Moved>('/production/schedule/tasks/{id}', { start, equipment_id }, { path: { id }, version: '*' })
export const undoMove = (date: string) => post<Moved>('/production/schedule/undo', { date })
export const scheduleSheet = (date: string) => getFile('/production/schedule/sheet', { query: { date, size: 'a4' } })
