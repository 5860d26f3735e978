import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatShortDay } from '@/lib/dates'
import { formatNumber, formatPercent } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import type { ValidationRun } from './api/accuracy'

export function AccuracyTrend({ runs }: { runs: readonly ValidationRun[] }) {
  const { t } = useTexts()
  // A day may be validated again (late sales); the newest validation, which comes first, counts.
  const newest = runs.filter((run, index) => run.wape !== null && runs.findIndex((other) => other.to === run.to) === index)
  const rows = newest.map((run) => ({ day: run.to, wape: Number(run.wape) * 100 })).sort((a, b) => a.day.localeCompare(b.day))
  const axis = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' }
  return (
    <div role="img" aria-label={t('forecasting:accuracy.trend_label', { from: formatPercent(rows[0]?.wape ?? 0), to: formatPercent(rows.at(-1)?.wape ?? 0) })}>
      <ResponsiveContainer width="100%" height={220}>
        <LineChart data={rows} margin={{ top: 8, right: 12, bottom: 0, left: -14 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="day" tickFormatter={formatShortDay} tick={axis} tickLine={false} axisLine={{ stroke: 'var(--line)' }} minTickGap={24} />
          <YAxis tick={axis} tickLine={false} axisLine={false} tickFormatter={(value: number) => formatPercent(value, 0)} />
          <Tooltip formatter={(value) => [`${formatNumber(Number(value), 1, 1)} %`, t('forecasting:accuracy.wape')]} labelFormatter={(day) => formatShortDay(String(day))} contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 8 }} />
          <Line dataKey="wape" stroke="var(--chart-line)" strokeWidth={2.4} dot={{ r: 3, fill: 'var(--chart-line)' }} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
