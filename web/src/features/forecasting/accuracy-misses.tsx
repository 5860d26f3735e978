import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { formatShortDay } from '@/lib/dates'
import { formatNumber, signed } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { misses } from './api/accuracy'
import { ReasonList } from './reason-list'

/** Where we were wrong, and what is known about why. */
export function AccuracyMisses({ from, to, location }: { from: string; to: string; location: string }) {
  const { t, weekdayShort } = useTexts()
  const items = useItemNames()
  const locations = useLocationNames()
  const { data, error, refetch } = useQuery(misses(from, to, location))
  const pieces = (value: string | number) => formatNumber(value, 0, 1)
  return (
    <Panel title={t('forecasting:miss.title')}>
      {error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={160} /> : (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">{t('forecasting:miss.lead')}</Text>
          <SimpleTable
            label={t('forecasting:miss.title')}
            rows={data}
            rowKey={(row) => `${row.item_id}-${row.location_id}-${row.date}`}
            columns={[
              { header: t('forecasting:field.product'), cell: (row) => <>{items.get(row.item_id)?.name ?? '–'}<Text size="xs" c="dimmed">{locations.get(row.location_id)?.name ?? '–'}</Text></> },
              { header: t('common:field.day'), cell: (row) => `${weekdayShort(row.date)} ${formatShortDay(row.date)}` },
              { header: t('forecasting:chart.actual'), right: true, cell: (row) => pieces(row.sold) },
              { header: t('forecasting:chart.forecast'), right: true, cell: (row) => `${pieces(row.p50)} (${pieces(row.lower)}–${pieces(row.upper)})` },
              { header: t('forecasting:miss.error'), right: true, cell: (row) => signed(pieces(row.error), row.error) },
              { header: t('forecasting:miss.baseline_error'), right: true, cell: (row) => signed(pieces(row.baseline_error), row.baseline_error) },
              { header: t('forecasting:miss.why'), cell: (row) => <div>{row.causes.map((cause) => t(`forecasting:cause.${cause}`)).join(' ')}{row.is_inside_band ? ` ${t('forecasting:miss.inside')}` : ''}<ReasonList reasons={row.expected} /></div> },
            ]}
          />
        </Stack>
      )}
    </Panel>
  )
}
