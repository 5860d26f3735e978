import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { addDays, daysBetween, formatShortDay, today } from '@/lib/dates'
import { formatMoney, formatNumber, formatPercent, signed } from '@/lib/format'
import type { FormValues } from '@/ui/field'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { eventEffect } from './api/effect'

const longest = 14

/** What the reason in the form would do to the forecast; days in the past, or further than we forecast, are left out. */
export function EventEffect({ values }: { values: FormValues }) {
  const { t, timeZone, weekdayShort } = useTexts()
  const now = today(timeZone)
  const [first, last] = [String(values.from ?? ''), String(values.to ?? '')]
  const from = first < now ? now : first
  const to = last > addDays(from || now, longest - 1) ? addDays(from || now, longest - 1) : last
  const percent = values.expected_effect_percent === null || values.expected_effect_percent === undefined || values.expected_effect_percent === '' ? null : String(values.expected_effect_percent)
  const possible = first !== '' && last !== '' && from <= to && daysBetween(now, to) <= 59
  const [question] = useDebouncedValue({ name: String(values.name ?? ''), kind: String(values.kind ?? 'other'), from, to, location_ids: (values.location_ids as string[] | undefined) ?? [], percent }, 400)
  const { data, error, isFetching } = useQuery(eventEffect(question, possible && question.from !== '' && question.from <= question.to))
  const pieces = (value: string | number) => formatNumber(value, 0, 0)
  if (!possible) return <Text size="sm" c="dimmed">{t('analytics:effect.not_ahead')}</Text>
  if (error) return <Text size="sm" c="dimmed">{t('analytics:effect.unknown')}</Text>
  if (!data) return <Text size="sm" c="dimmed" role="status">{t('analytics:effect.working')}</Text>
  if (data.days.length === 0) return <Text size="sm" c="dimmed">{t('analytics:effect.unknown')}</Text>
  return (
    <div aria-busy={isFetching}>
      <Text fw={600} size="sm" role="status">{t('analytics:effect.title', { pieces: signed(pieces(data.pieces.difference), data.pieces.difference), percent: signed(formatPercent(data.effect_percent, 0), data.effect_percent), money: signed(formatMoney(data.revenue.difference), data.revenue.difference) })}</Text>
      <SimpleTable label={t('analytics:effect.by_day')} rows={data.days} rowKey={(day) => day.date} columns={[
        { header: t('common:field.day'), cell: (day) => `${weekdayShort(day.date)} ${formatShortDay(day.date)}` },
        { header: t('analytics:effect.without'), right: true, cell: (day) => pieces(day.pieces.baseline) },
        { header: t('analytics:effect.with'), right: true, cell: (day) => pieces(day.pieces.scenario) },
      ]} />
    </div>
  )
}
