import { Link } from '@tanstack/react-router'
import { Clock, TriangleAlert } from 'lucide-react'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import { workOf, type Batch, type Retimed } from './acts'
import classes from './floor.module.css'
import { useFloor } from './use-floor'

/** Today's work of the station. */
export function TasksPage() {
  const { t, time } = useTexts()
  const { day, station, setStation, readAt, now } = useFloor()
  if (!day) return <p>{t('tablet:tasks.never_read')}</p>
  const work = workOf(day, station, now)
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
      {day.days.map((one) => (one.retimed ? <RetimedNote key={one.date} retimed={one.retimed} /> : null))}
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

const most = 4

/** What starts at another time now, and why. */
function RetimedNote({ retimed }: { retimed: Retimed }) {
  const { t, time } = useTexts()
  const shown = retimed.moved.slice(0, most)
  return (
    <div className={`${classes.card} ${classes.warn}`} role="status">
      <span>{t(retimed.minutes < 0 ? 'floor:schedule.retimed_early' : 'floor:schedule.retimed_late', { time: time(retimed.at), name: retimed.name, minutes: Math.abs(retimed.minutes) })}</span>
      <span className={classes.dim}>{shown.map((one) => `${one.name} ${time(one.from)} → ${time(one.to)}`).join(' · ')}{retimed.moved.length > most ? ` · +${retimed.moved.length - most}` : ''}</span>
    </div>
  )
}

export function amount(batch: Batch, t: (key: string, values: Record<string, unknown>) => string): string {
  return batch.unit === 'piece' ? t('common:quantity.piece', { count: Number(batch.planned_quantity), shown: formatNumber(batch.planned_quantity, 0, 0) }) : `${formatNumber(batch.planned_quantity, 0, 3)} ${batch.unit}`
}
