import { SegmentedControl, Skeleton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { CircleSlash } from 'lucide-react'
import { formatShortDay, type BusinessDay } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { useTexts } from './use-texts'
import classes from './forecast-chart.module.css'

export interface ForecastPoint {
  day: BusinessDay
  forecast: number | null
  lower: number | null
  upper: number | null
  baseline: number | null
  actual: number | null
  soldOut: boolean
  /** Holiday or local reason of the day. */
  special?: string
  /** Millimetres. */
  rain?: number | null
  /** Degrees. */
  warmest?: number | null
}

/** Rain that keeps people at home. */
export const isWet = (point: ForecastPoint) => (point.rain ?? 0) >= 5

const Plot = lazy(() => import('./forecast-plot').then((module) => ({ default: module.ForecastPlot })))

/** Band, baseline, what was sold and where it sold out; the same as a table for those who would rather read. */
export function ForecastChart({ points, label, height = 300 }: { points: readonly ForecastPoint[]; label: string; height?: number }) {
  const { t, weekdayShort } = useTexts()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const hasNotes = points.some((point) => point.special || isWet(point))
  const cell = (value: number | null) => (value === null ? '–' : formatNumber(value, 0, 1))
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <ul className={classes.legend} aria-label={t('forecasting:chart.legend')}>
          <li><span className={classes.line} data-kind="forecast" />{t('forecasting:chart.forecast')}</li>
          <li><span className={classes.band} />{t('forecasting:chart.band')}</li>
          <li><span className={classes.line} data-kind="baseline" />{t('forecasting:chart.baseline')}</li>
          <li><span className={classes.dot} />{t('forecasting:chart.actual')}</li>
          <li><span className={classes.diamond} />{t('forecasting:chart.sold_out')}</li>
          {points.some((point) => point.special) ? <li><span aria-hidden className={classes.special}>★</span>{t('forecasting:chart.special')}</li> : null}
          {points.some(isWet) ? <li><span aria-hidden className={classes.rain}>●</span>{t('forecasting:chart.rain')}</li> : null}
        </ul>
        <SegmentedControl className="no-print" size="xs" value={view} onChange={(value) => setView(value as 'chart' | 'table')} data={[{ value: 'chart', label: t('common:view.chart') }, { value: 'table', label: t('common:view.table') }]} />
      </figcaption>
      {view === 'chart' ? (
        <div role="img" aria-label={label} style={{ height }}>
          <Suspense fallback={<Skeleton height={height} />}><Plot points={points} height={height} /></Suspense>
        </div>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
          <table className={`numbers ${classes.table}`}>
            <thead><tr><th scope="col">{t('common:field.day')}</th><th scope="col">{t('forecasting:chart.actual')}</th><th scope="col">{t('forecasting:chart.forecast')}</th><th scope="col">{t('forecasting:chart.band')}</th><th scope="col">{t('forecasting:chart.baseline')}</th>{hasNotes ? <th scope="col">{t('forecasting:chart.special')}</th> : null}</tr></thead>
            <tbody>
              {points.map((point) => (
                <tr key={point.day}>
                  <th scope="row">{weekdayShort(point.day)} {formatShortDay(point.day)}</th>
                  <td>{cell(point.actual)}{point.soldOut ? <span className={classes.sold}><CircleSlash size={12} aria-hidden /> {t('forecasting:chart.sold_out')}</span> : null}</td>
                  <td>{cell(point.forecast)}</td>
                  <td>{point.lower === null ? '–' : `${cell(point.lower)}–${cell(point.upper)}`}</td>
                  <td>{cell(point.baseline)}</td>
                  {hasNotes ? <td>{[point.special, isWet(point) ? t('forecasting:chart.rain') : null].filter(Boolean).join(' · ') || '–'}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </figure>
  )
}
