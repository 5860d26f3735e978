import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatPercent } from '@/lib/format'
import { useTexts } from '@/ui/use-texts'
import type { CalibrationPoint } from './api/accuracy'

/** On the diagonal a forecast is honest: of the quantile 80 %, eight days in ten stay below. */
export function CalibrationPlot({ points }: { points: readonly CalibrationPoint[] }) {
  const { t } = useTexts()
  const rows = points.map((point) => ({ level: Number(point.level) * 100, share: Number(point.share) * 100 }))
  const axis = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' }
  const eighty = rows.find((row) => Math.round(row.level) === 80)
  return (
    <div role="img" aria-label={t('forecasting:calibration.label', { share: formatPercent(eighty?.share ?? 0, 0) })}>
      <ResponsiveContainer width="100%" height={240}>
        <LineChart data={rows} margin={{ top: 8, right: 12, bottom: 4, left: -10 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis type="number" dataKey="level" domain={[0, 100]} ticks={[0, 20, 40, 60, 80, 100]} tickFormatter={(value: number) => formatPercent(value, 0)} tick={axis} tickLine={false} axisLine={{ stroke: 'var(--line)' }} />
          <YAxis type="number" domain={[0, 100]} ticks={[0, 20, 40, 60, 80, 100]} tickFormatter={(value: number) => formatPercent(value, 0)} tick={axis} tickLine={false} axisLine={false} />
          <ReferenceLine segment={[{ x: 0, y: 0 }, { x: 100, y: 100 }]} stroke="var(--chart-baseline)" strokeDasharray="5 4" />
          <Tooltip formatter={(value) => [formatPercent(Number(value), 0), t('forecasting:calibration.share')]} labelFormatter={(level) => t('forecasting:calibration.level', { level: formatPercent(Number(level), 0) })} contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 8 }} />
          <Line dataKey="share" stroke="var(--chart-line)" strokeWidth={2.4} dot={{ r: 3, fill: 'var(--chart-line)', strokeWidth: 0 }} isAnimationActive={false} />
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
