import { Link } from '@tanstack/react-router'
import { Clock, TriangleAlert } from 'lucide-react'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import type { Batch, Day, FloorDay } from './acts'
import classes from './floor.module.css'
import { useFloor } from './use-floor'

interface Work { batch: Batch; at: string; until: string; stage: string | null; isLate: boolean }

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

/** Today's work of the station. */
export function TasksPage() {
  const { t, time } = useTexts()
  const { day, station, setStation, readAt } = useFloor()
  if (!day) return <p>{t('tablet:tasks.never_read')}</p>
  const work = workOf(day, station, Date.now())
  const changes = day.days.map((one) => one.plan).find((plan) => (plan?.changes_since_approval ?? 0) > 0)
  return (
    <>
      <div className={`${classes.row} ${classes.spread}`}>
        <label className={classes.row}>{t('tablet:tasks.station')}
          <select className={classes.input} style={{ width: 'auto' }} value={station ?? ''} onChange={(event) => void setStation(event.currentTarget.value || null)}>
            <option value="">{t('tablet:tasks.all_stations')}</option>
            {day.machines.map((machine) => <option key={machine.id} value={machine.id}>{machine.name}</option>)}
          </select>
        </label>
        <span className={classes.dim}>{t('common:updated', { time: time(new Date(readAt).toISOString()) })}</span>
      </div>
      {changes ? <p className={`${classes.card} ${classes.warn}`} role="status">{t('tablet:tasks.changes', { count: changes.changes_since_approval, time: time(changes.approved_at) })}</p> : null}
      {work.length === 0 ? <p className={classes.title}>{t('tablet:tasks.none')}</p> : null}
      <ul className={classes.list}>
        {work.map((one) => (
          <li key={one.batch.id}>
            <Link to="/floor/mix/$id" params={{ id: one.batch.id }} className={`${classes.card} ${classes.tap}`}>
              <span className={`${classes.row} ${classes.spread}`}>
                <span className={classes.title}>{one.batch.name}</span>
                <span className={classes.figure}>{amount(one.batch, t)}</span>
              </span>
              <span className={`${classes.row} ${classes.spread}`}>
                <span className={classes.row}><Clock aria-hidden /> {time(one.at)}–{time(one.until)}{one.stage ? ` · ${t(`floor:stage.${one.stage}`)}` : ''}</span>
                <span className={`${classes.chip} ${one.batch.status === 'in_progress' ? classes.good : one.batch.status === 'pending' ? '' : classes.warn}`}>{t(`production:batch_status.${one.batch.status}`)}{one.batch.stage && one.batch.status === 'in_progress' ? `: ${t(`floor:stage.${one.batch.stage}`)}` : ''}</span>
              </span>
              {one.isLate ? <span className={`${classes.row} ${classes.bad}`}><TriangleAlert aria-hidden /> {t('tablet:tasks.late')}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

export function amount(batch: Batch, t: (key: string, values: Record<string, unknown>) => string): string {
  return batch.unit === 'piece' ? t('common:quantity.piece', { count: Number(batch.planned_quantity), shown: formatNumber(batch.planned_quantity, 0, 0) }) : `${formatNumber(batch.planned_quantity, 0, 3)} ${batch.unit}`
}
