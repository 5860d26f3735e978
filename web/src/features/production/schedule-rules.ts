import type { DaySchedule, ScheduledTask } from './api/schedule'

export const minutesOf = (instant: string) => Math.round(Date.parse(instant) / 60_000)
export const addMinutes = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * 60_000).toISOString()

/** Rows of one machine in which nothing lies over anything. */
export function lanes(tasks: readonly ScheduledTask[]): ScheduledTask[][] {
  const rows: ScheduledTask[][] = []
  for (const task of [...tasks].sort((a, b) => Date.parse(a.start) - Date.parse(b.start))) {
    const row = rows.find((lane) => Date.parse(lane.at(-1)!.end) <= Date.parse(task.start))
    if (row) row.push(task)
    else rows.push([task])
  }
  return rows
}

/** First and last full hour in which something happens, as minutes since 1970. */
export function span(tasks: readonly ScheduledTask[]): { from: number; until: number } {
  const starts = tasks.map((task) => minutesOf(task.start))
  const ends = tasks.map((task) => minutesOf(task.end))
  return { from: Math.floor(Math.min(...starts) / 60) * 60, until: Math.ceil(Math.max(...ends) / 60) * 60 }
}

/** Long rests without a machine would push the night off the screen: the view begins where machines begin that day, unless everything is asked for. */
export function shownTasks(schedule: DaySchedule, everything: boolean): ScheduledTask[] {
  if (everything) return schedule.tasks
  const busy = schedule.tasks.filter((task) => task.equipment_id !== null && task.batch_kind !== 'pre_ferment')
  if (busy.length === 0) return schedule.tasks
  const from = Math.min(...busy.map((task) => Date.parse(task.start)))
  return schedule.tasks.filter((task) => task.equipment_id !== null && Date.parse(task.end) > from)
}

/** A batch keeps its colour on every machine. */
export function colourOf(batchId: string): number {
  let sum = 0
  for (const letter of batchId) sum = (sum * 31 + letter.charCodeAt(0)) % 997
  return sum % 6
}
