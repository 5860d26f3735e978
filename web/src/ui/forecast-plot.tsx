import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Scatter, Tooltip, XAxis, YAxis } from 'recharts'
import { formatShortDay } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { isWet, type ForecastPoint } from './forecast-chart'
import { useTexts } from './use-texts'
import classes from './forecast-plot.module.css'

interface MarkProps { cx?: number; cy?: number; payload?: ForecastPoint }

// A sold-out day is an open diamond: the demand was higher than what this point shows.
function Mark({ cx, cy, payload }: MarkProps) {
  if (cx === undefined || cy === undefined || payload?.actual === null) return null
  if (payload?.soldOut) return <rect x={cx - 4.5} y={cy - 4.5} width={9} height={9} transform={`rotate(45 ${cx} ${cy})`} fill="var(--surface)" stroke="var(--bad)" strokeWidth={2} />
  return <circle cx={cx} cy={cy} r={3.5} fill="var(--chart-actual)" />
}

// Above the axis: a star for a holiday or local reason, a drop for rain.
function DaySign({ cx, cy, payload }: MarkProps) {
  if (cx === undefined || cy === undefined || !payload) return null
  return (
    <g aria-hidden>
      {payload.special ? <text x={cx} y={cy - 6} textAnchor="middle" fontSize={13} fill="var(--accent)">★</text> : null}
      {isWet(payload) ? <circle cx={cx} cy={cy - (payload.special ? 24 : 10)} r={3} fill="var(--chart-line)" /> : null}
    </g>
  )
}

export function ForecastPlot({ points, height }: { points: readonly ForecastPoint[]; height: number }) {
  const { t, weekdayShort } = useTexts()
  const rows = points.map((point) => ({ ...point, band: point.lower === null || point.upper === null ? null : [point.lower, point.upper], sign: point.special || isWet(point) ? 0 : null }))
  const axis = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' }
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={rows} margin={{ top: 8, right: 8, bottom: 0, left: -12 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="day" tickFormatter={(day: string) => `${weekdayShort(day)} ${formatShortDay(day)}`} tick={axis} tickLine={false} axisLine={{ stroke: 'var(--line)' }} minTickGap={28} />
        <YAxis tick={axis} tickLine={false} axisLine={false} width={48} tickFormatter={(value: number) => formatNumber(value, 0, 0)} />
        <Tooltip
          cursor={{ stroke: 'var(--accent)', strokeDasharray: '3 3' }}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as ForecastPoint | undefined
            if (!active || !point) return null
            return (
              <div className={classes.tip}>
                <b>{weekdayShort(point.day)} {formatShortDay(point.day)}</b>
                {point.actual !== null ? <span>{t('forecasting:chart.actual')}: {formatNumber(point.actual, 0, 1)}{point.soldOut ? ` · ${t('forecasting:chart.sold_out')}` : ''}</span> : null}
                {point.forecast !== null ? <span>{t('forecasting:chart.forecast')}: {formatNumber(point.forecast, 0, 1)}{point.lower === null ? '' : ` (${formatNumber(point.lower, 0, 0)}–${formatNumber(point.upper, 0, 0)})`}</span> : null}
                {point.special ? <span>★ {point.special}</span> : null}
                {point.warmest !== null && point.warmest !== undefined ? <span>{t('forecasting:chart.weather', { warmest: formatNumber(point.warmest, 0, 0), rain: formatNumber(point.rain ?? 0, 0, 1) })}</span> : null}
                {point.baseline !== null ? <span>{t('forecasting:chart.baseline')}: {formatNumber(point.baseline, 0, 1)}</span> : null}
              </div>
            )
          }}
        />
        <Area dataKey="band" stroke="none" fill="var(--chart-band)" fillOpacity={0.4} isAnimationActive={false} connectNulls={false} />
        <Line dataKey="baseline" stroke="var(--chart-baseline)" strokeWidth={1.8} strokeDasharray="5 4" dot={false} isAnimationActive={false} />
        <Line dataKey="forecast" stroke="var(--chart-line)" strokeWidth={2.6} dot={{ r: 2.5, fill: 'var(--chart-line)', strokeWidth: 0 }} isAnimationActive={false} />
        <Scatter dataKey="sign" shape={<DaySign />} isAnimationActive={false} />
        <Scatter dataKey="actual" shape={<Mark />} isAnimationActive={false} />
      </ComposedChart>
    </ResponsiveContainer>
  )
}
