import { useEffect, useState, type KeyboardEvent } from 'react'
import { useTexts } from '@/ui/use-texts'
import type { DaySchedule, ScheduledTask } from './api/schedule'
import classes from './gantt.module.css'
import { addMinutes, colourOf, lanes, minutesOf, shownTasks, span } from './schedule-rules'

const pixelsPerMinute = 2.4
const laneHeight = 46
const step = 5

interface GanttProps {
  schedule: DaySchedule
  everything: boolean
  canMove: boolean
  onOpen: (task: ScheduledTask) => void
  onMove: (task: ScheduledTask, start: string) => void
}

/** Machines down, hours across. A task is a button: Enter opens it, the arrow keys shift it by five minutes (with Shift by thirty), Enter then sets it down, Escape puts it back. */
export function Gantt({ schedule, everything, canMove, onOpen, onMove }: GanttProps) {
  const { t, time } = useTexts()
  const [moving, setMoving] = useState<{ id: string; minutes: number } | null>(null)
  useEffect(() => setMoving(null), [schedule])
  const tasks = shownTasks(schedule, everything)
  const { from, until } = span(tasks)
  const width = (until - from) * pixelsPerMinute
  const hours = Array.from({ length: (until - from) / 60 }, (_, index) => new Date((from + index * 60) * 60_000).toISOString())
  const conflicts = new Set(schedule.conflicts.map((conflict) => conflict.task_id))
  const rows = [
    ...schedule.machines.map((machine) => ({ id: machine.id as string | null, name: machine.name, about: t(`floor:equipment_kind.${machine.kind}`) })),
    ...(everything ? [{ id: null, name: t('floor:schedule.no_machine'), about: t('floor:schedule.rest') }] : []),
  ].map((row) => ({ ...row, lanes: lanes(tasks.filter((task) => task.equipment_id === row.id)) })).filter((row) => row.lanes.length > 0)

  const onKey = (event: KeyboardEvent, task: ScheduledTask) => {
    const shift = moving?.id === task.id ? moving.minutes : 0
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      if (!canMove || task.batch_status !== 'pending') return
      event.preventDefault()
      setMoving({ id: task.id, minutes: shift + (event.key === 'ArrowRight' ? 1 : -1) * (event.shiftKey ? 30 : step) })
    } else if (event.key === 'Escape') setMoving(null)
    else if (event.key === 'Enter' && shift !== 0) {
      event.preventDefault()
      onMove(task, addMinutes(task.start, shift))
    }
  }
  const label = (task: ScheduledTask) => [task.batch_name, t(`floor:stage.${task.stage}`), `${time(task.start)}–${time(task.end)}`, task.is_late ? t('floor:schedule.late') : '', conflicts.has(task.id) ? t('floor:schedule.in_conflict') : ''].filter(Boolean).join(', ')
  const moved = moving ? schedule.tasks.find((task) => task.id === moving.id) : undefined

  return (
    <>
      <div className={classes.frame} role="region" aria-label={t('floor:schedule.title')} tabIndex={0}>
        <div className={classes.grid}>
          <div className={`numbers ${classes.hours}`} aria-hidden>
            <span className={classes.corner}>{t('floor:schedule.machine')}</span>
            {hours.map((hour) => <span key={hour} style={{ width: 60 * pixelsPerMinute }}>{time(hour)}</span>)}
          </div>
          {rows.map((row) => (
            <div key={row.id ?? 'none'} className={classes.row} role="group" aria-label={row.name}>
              <div className={classes.name}>{row.name}<small>{row.about}</small></div>
              <div className={classes.track} style={{ width, height: row.lanes.length * laneHeight, backgroundSize: `${60 * pixelsPerMinute}px 100%` }}>
                {row.lanes.flatMap((lane, index) => lane.map((task) => {
                  const shift = moving?.id === task.id ? moving.minutes : 0
                  return (
                    <button
                      key={task.id}
                      type="button"
                      className={`numbers ${classes.bar}`}
                      data-colour={colourOf(task.batch_id)}
                      data-late={task.is_late || undefined}
                      data-conflict={conflicts.has(task.id) || undefined}
                      data-moving={shift !== 0 || undefined}
                      aria-label={label(task)}
                      title={label(task)}
                      style={{ left: (minutesOf(task.start) - from + shift) * pixelsPerMinute, width: Math.max(24, task.minutes * pixelsPerMinute - 2), top: index * laneHeight }}
                      onClick={() => shift === 0 && onOpen(task)}
                      onBlur={() => setMoving(null)}
                      onKeyDown={(event) => onKey(event, task)}
                    >
                      <b>{task.batch_name}</b>{task.is_late ? '⚠ ' : ''}{time(addMinutes(task.start, shift))} {t(`floor:stage.${task.stage}`)}
                    </button>
                  )
                }))}
              </div>
            </div>
          ))}
        </div>
      </div>
      <div className="visually-hidden" aria-live="polite">{moved && moving ? t('floor:schedule.moving', { name: moved.batch_name, time: time(addMinutes(moved.start, moving.minutes)) }) : ''}</div>
    </>
  )
}
