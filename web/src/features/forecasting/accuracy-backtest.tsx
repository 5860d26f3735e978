import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { formatNumber, formatShare, signed } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { backtest } from './api/accuracy'

/** How the methods in force would have done on past weeks: what a bakery sees before its first day is compared. */
export function AccuracyBacktest({ location }: { location: string }) {
  const { t } = useTexts()
  const items = useItemNames()
  const locations = useLocationNames()
  const { data, error, refetch } = useQuery(backtest())
  if (error) return <Panel title={t('forecasting:backtest.title')}><ErrorState compact error={error} onRetry={() => void refetch()} /></Panel>
  const rows = (data ?? []).filter((row) => location === '' || row.location_id === location)
  if (rows.length === 0) return null
  return (
    <Panel title={t('forecasting:backtest.title')}>
      <Text size="sm" c="dimmed" mb="md">{t('forecasting:backtest.lead')}</Text>
      <SimpleTable
        label={t('forecasting:backtest.title')}
        rows={rows}
        rowKey={(row) => `${row.item_id}-${row.location_id}`}
        columns={[
          { header: t('forecasting:field.product'), cell: (row) => items.get(row.item_id)?.name ?? '–' },
          { header: t('forecasting:field.location'), cell: (row) => locations.get(row.location_id)?.name ?? '–' },
          { header: t('forecasting:models.algorithm'), cell: (row) => t(`forecasting:algorithm.${row.algorithm}`) },
          { header: t('forecasting:accuracy.wape'), right: true, cell: (row) => formatShare(row.wape) },
          { header: t('forecasting:accuracy.baseline_wape'), right: true, cell: (row) => formatShare(row.baseline_wape) },
          { header: t('forecasting:accuracy.skill'), right: true, cell: (row) => signed(formatShare(row.skill_vs_baseline), row.skill_vs_baseline) },
          { header: t('forecasting:accuracy.bias'), right: true, cell: (row) => signed(formatShare(row.bias), row.bias) },
          { header: t('forecasting:accuracy.coverage'), right: true, cell: (row) => formatShare(row.coverage_80) },
          { header: t('forecasting:accuracy.evaluated'), right: true, cell: (row) => formatNumber(row.days, 0, 0) },
        ]}
      />
    </Panel>
  )
}
