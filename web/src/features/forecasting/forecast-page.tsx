import { Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChartNoAxesCombined, HelpCircle } from 'lucide-react'
import { itemNames, locationNames } from '@/api/lookups'
import { addDays, formatDay, formatShortDay, today } from '@/lib/dates'
import { formatNumber, formatPercent } from '@/lib/format'
import { textSearch } from '@/lib/table-state'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { ForecastChart } from '@/ui/forecast-chart'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { ReasoningText } from '@/ui/reasoning-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { shopCalendar } from './api/calendar'
import { forecasts, series } from './api/forecasts'
import { joinPoints, newsvendorReason } from './points'
import { ReasonList } from './reason-list'

/** One product in one shop: what was sold, what is expected, how sure we are. */
export function ForecastPage() {
  const { t, timeZone, weekdayShort } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const { data: items } = useQuery(itemNames())
  const { data: locations } = useQuery(locationNames())
  // What the bakery makes comes before what it only sells on.
  const products = (items ?? []).filter((item) => item.item_type === 'finished_product' || item.item_type === 'resale').sort((a, b) => a.item_type.localeCompare(b.item_type) || a.name.localeCompare(b.name))
  const shops = (locations ?? []).filter((location) => location.type === 'retail_outlet')
  const places = shops.length > 0 ? shops : (locations ?? [])
  const itemId = search.item ?? products[0]?.id ?? ''
  const locationId = search.location ?? places[0]?.id ?? ''
  const day = today(timeZone)
  const from = addDays(day, -Number(search.back ?? 28))
  const to = addDays(day, 14)
  const future = useQuery(forecasts(itemId, locationId, from, to))
  const past = useQuery(series(itemId, locationId, from, day))
  const calendar = useQuery(shopCalendar(locationId, from, to))
  const holiday = (key: string) => { const name = key.replace(/_moved$/, ''); return t(`analytics:holiday.${name}`, { defaultValue: name.replace(/_/g, ' ') }) }
  const set = (change: Record<string, string>) => void navigate({ to: '.', search: { ...search, ...change } as never, replace: true })
  const points = joinPoints(past.data ?? [], future.data ?? [], calendar.data ?? [], holiday)
  const coming = (future.data ?? []).filter((forecast) => forecast.date > day)
  const first = coming[0]
  const name = products.find((item) => item.id === itemId)?.name ?? ''
  const guess = first?.confidence_note === 'cold_start' || first?.confidence_note === 'short_history'
  return (
    <>
      <PageHeader title={t('forecasting:page.title')} lead={t('forecasting:page.lead')}>
        <Select aria-label={t('forecasting:field.product')} searchable w={220} data={products.map((item) => ({ value: item.id, label: item.name }))} value={itemId || null} onChange={(value) => value && set({ item: value })} nothingFoundMessage={t('common:table.no_match')} />
        <Select aria-label={t('forecasting:field.location')} w={190} data={places.map((location) => ({ value: location.id, label: location.name }))} value={locationId || null} onChange={(value) => value && set({ location: value })} />
        <Select aria-label={t('forecasting:field.back')} w={130} data={[28, 56, 112].map((days) => ({ value: String(days), label: t('forecasting:field.weeks', { count: days / 7 }) }))} value={search.back ?? '28'} onChange={(value) => value && set({ back: value })} />
      </PageHeader>
      <Stack gap="md">
        <Panel title={name || t('forecasting:page.title')} aside={first ? <Group gap="xs" wrap="wrap" justify="flex-end"><StatusChip tone={first.is_baseline ? 'info' : 'good'} label={t(`forecasting:algorithm.${first.algorithm}`, { defaultValue: first.algorithm })} />{guess ? <StatusChip tone="warn" icon={HelpCircle} label={t('forecasting:note.guessing')} /> : null}</Group> : null}>
          {future.error ?? past.error ? <ErrorState error={future.error ?? past.error} onRetry={() => { void future.refetch(); void past.refetch() }} /> : future.isLoading || past.isLoading || !items || !locations ? <Skeleton height={340} /> : points.length === 0 ? <EmptyState icon={ChartNoAxesCombined} title={t('forecasting:empty.title')} text={t('forecasting:empty.text')} /> : (
            <>
              <ForecastChart points={points} label={t('forecasting:chart.label', { product: name, from: formatDay(points[0]?.day), to: formatDay(points.at(-1)?.day) })} height={340} />
              {first ? (
                <Text size="sm" c="dimmed" mt="sm">
                  {t('forecasting:note.served', { weeks: first.weeks_of_history })} {guess ? t('forecasting:note.guessing_text') : ''} {first.confidence_note === 'model_refused' ? t('forecasting:note.refused') : ''} {first.skill_vs_baseline !== null && first.skill_vs_baseline !== undefined && Math.abs(Number(first.skill_vs_baseline)) >= 0.001 ? t(Number(first.skill_vs_baseline) < 0 ? 'forecasting:note.worse' : 'forecasting:note.better', { skill: formatPercent(Math.abs(Number(first.skill_vs_baseline)) * 100, 1) }) : ''}
                </Text>
              ) : null}
            </>
          )}
        </Panel>
        {coming.length > 0 ? (
          <Panel title={t('forecasting:next.title')}>
            <SimpleTable
              label={t('forecasting:next.title')}
              rows={coming}
              rowKey={(row) => row.id}
              columns={[
                { header: t('common:field.day'), cell: (row) => `${weekdayShort(row.date)}\u00a0${formatShortDay(row.date)}` },
                { header: t('forecasting:chart.forecast'), right: true, cell: (row) => <b>{formatNumber(row.p50, 0, 1)}</b> },
                { header: t('forecasting:chart.band'), right: true, cell: (row) => (row.lower_80 === null ? '–' : `${formatNumber(row.lower_80, 0, 0)}–${formatNumber(row.upper_80, 0, 0)}`) },
                { header: t('forecasting:chart.baseline'), right: true, cell: (row) => formatNumber(row.baseline, 0, 1) },
                { header: t('forecasting:next.quantity'), right: true, cell: (row) => formatNumber(row.newsvendor_quantity, 0, 0) },
                { header: t('forecasting:next.why'), wide: true, cell: (row) => <div>{newsvendorReason(row, name) ? <ReasoningText reasoning={newsvendorReason(row, name)} /> : null}<ReasonList reasons={row.reasons} /></div> },
              ]}
            />
          </Panel>
        ) : null}
      </Stack>
    </>
  )
}
