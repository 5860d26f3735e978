import { Stack, Text } from '@mantine/core'
import { useItemNames } from '@/api/lookups'
import { formatShortDay } from '@/lib/dates'
import { formatMoney, formatNumber, formatPercent, formatQuantity, signed } from '@/lib/format'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import type { Scenario, ScenarioResult } from './api/scenarios'

interface Line { name: string; values: (result: ScenarioResult) => string }
type Numbers = ScenarioResult['pieces']

const beside = (numbers: Numbers | null | undefined, text: (value: string | number) => string) => (numbers ? `${text(numbers.baseline)} → ${text(numbers.scenario)} (${signed(text(numbers.difference), numbers.difference)})` : '–')
const pieces = (value: string | number) => formatNumber(value, 0, 0)

/** Answers side by side: what is forecast, and what it would be. */
export function ScenarioComparison({ scenarios }: { scenarios: readonly Scenario[] }) {
  const { t, weekdayShort } = useTexts()
  const items = useItemNames()
  const results = scenarios.map((scenario) => scenario.result!)
  const days = [...new Set(results.flatMap((result) => result.days.map((day) => day.date)))].sort()
  const ingredients = [...new Map(results.flatMap((result) => result.ingredients.slice(0, 6)).map((line) => [line.item_id, line.unit])).entries()]
  const doughs = [...new Map(results.flatMap((result) => result.doughs).map((line) => [line.recipe_id, line.name])).entries()]
  const totals: Line[] = [
    { name: t('forecasting:scenario.pieces'), values: (result) => beside(result.pieces, pieces) },
    { name: t('forecasting:scenario.revenue'), values: (result) => beside(result.revenue, (value) => formatMoney(value)) },
    { name: t('forecasting:scenario.effect'), values: (result) => (result.effect_percent === null ? '–' : signed(formatPercent(result.effect_percent, 1), result.effect_percent)) },
  ]
  const byDay: Line[] = days.map((day) => ({ name: `${weekdayShort(day)} ${formatShortDay(day)}`, values: (result) => beside(result.days.find((line) => line.date === day)?.pieces, pieces) }))
  const byIngredient: Line[] = ingredients.map(([id, unit]) => ({ name: items.get(id)?.name ?? '–', values: (result) => beside(result.ingredients.find((line) => line.item_id === id)?.quantity, (value) => formatQuantity(value, unit, 1)) }))
  const byDough: Line[] = doughs.map(([id, name]) => ({
    name, values: (result) => {
      const line = result.doughs.find((dough) => dough.recipe_id === id)
      return line ? `${beside(line.kg, (value) => formatQuantity(value, 'kg', 1))}${line.mixes ? ` · ${t('forecasting:scenario.mixes', { baseline: pieces(line.mixes.baseline), scenario: pieces(line.mixes.scenario) })}` : ''}` : '–'
    },
  }))
  const table = (title: string, lines: readonly Line[]) => lines.length === 0 ? null : (
    <div key={title}>
      <Text fw={600} mb={4}>{title}</Text>
      <SimpleTable label={title} rows={lines} rowKey={(line) => line.name} columns={[{ header: '', cell: (line) => line.name }, ...scenarios.map((scenario, index) => ({ header: scenario.name, right: true, cell: (line: Line) => line.values(results[index]!) }))]} />
    </div>
  )
  return (
    <Panel title={t('forecasting:scenario.side_by_side')}>
      <Stack gap="lg">
        <Text size="sm" c="dimmed">{t('forecasting:scenario.how_to_read')}</Text>
        {table(t('forecasting:scenario.totals'), totals)}
        {table(t('forecasting:scenario.by_day'), byDay)}
        {table(t('forecasting:scenario.ingredients'), byIngredient)}
        {table(t('forecasting:scenario.capacity'), byDough)}
      </Stack>
    </Panel>
  )
}
