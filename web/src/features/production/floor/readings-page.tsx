import { useState } from 'react'
import { compareDecimals } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import type { Point } from './acts'
import classes from './floor.module.css'
import { record, useOutbox } from './outbox'
import { FloorDialog, NumberPad, numberOf } from './parts'
import { useFloor } from './use-floor'

const isOut = (point: Point, value: string) => (point.min !== null && compareDecimals(value, point.min) < 0) || (point.max !== null && compareDecimals(value, point.max) > 0)

/** The control points that are measured, with today's last value of this device. */
export function ReadingsPage() {
  const { t, time } = useTexts()
  const { points, session } = useFloor()
  const { acts } = useOutbox()
  const [open, setOpen] = useState<Point | null>(null)
  const measured = points.filter((point) => point.is_active && point.unit !== null && point.location_id === session.location_id)
  return (
    <>
      {measured.length === 0 ? <p className={classes.title}>{t('tablet:readings.none')}</p> : null}
      <ul className={classes.list}>
        {measured.map((point) => {
          const last = acts.filter((act) => act.type === 'reading' && act.entity_id === point.id).at(-1)
          const value = last?.payload?.value
          return (
            <li key={point.id}>
              <button type="button" className={`${classes.card} ${classes.tap}`} onClick={() => setOpen(point)}>
                <span className={`${classes.row} ${classes.spread}`}><span className={classes.title}>{point.name}</span>{value ? <span className={`${classes.figure} ${isOut(point, value) ? classes.bad : classes.good}`}>{formatNumber(value)} {point.unit}</span> : null}</span>
                <span>{limits(point, t)}{last ? ` · ${time(last.event_time)}` : ''}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {open ? <ReadingDialog point={open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function limits(point: Point, t: (key: string, values: Record<string, unknown>) => string): string {
  if (point.min !== null && point.max !== null) return t('tablet:readings.between', { min: formatNumber(point.min), max: formatNumber(point.max), unit: point.unit })
  if (point.max !== null) return t('tablet:readings.at_most', { max: formatNumber(point.max), unit: point.unit })
  return point.min !== null ? t('tablet:readings.at_least', { min: formatNumber(point.min), unit: point.unit }) : ''
}

function ReadingDialog({ point, onClose }: { point: Point; onClose: () => void }) {
  const { t } = useTexts()
  const [value, setValue] = useState('')
  const number = numberOf(value)
  const done = () => { if (number !== null) { void record('reading', point.id, point.name, { value: number }); onClose() } }
  return (
    <FloorDialog title={point.name} onClose={onClose}>
      <p>{limits(point, t)}</p>
      <NumberPad label={point.name} unit={point.unit ?? undefined} value={value} onChange={setValue} onEnter={done} />
      <button type="button" className={classes.button} onClick={() => setValue(value.startsWith('-') ? value.slice(1) : `-${value}`)}>{t('tablet:pad.below_zero')}</button>
      {number !== null && isOut(point, number) ? <p role="alert" className={classes.bad}>{t('tablet:readings.out')}</p> : null}
      <button type="button" className={`${classes.button} ${classes.main1}`} disabled={number === null} onClick={done}>{t('tablet:card.save')}</button>
    </FloorDialog>
  )
}
