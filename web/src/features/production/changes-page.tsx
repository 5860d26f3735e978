import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { get } from '@/api/request'
import { formatDay, today } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'

interface Change { product_item_id: string; name: string; from_quantity: number; to_quantity: number; is_automatic: boolean; at: string }
interface SheetChanges { date: string; plan_version: number; status: string; since: string | null; items: Change[] }

const changesSince = (date: string, since: string | undefined) => queryOptions({ queryKey: ['production', 'sheet-changes', date, since], queryFn: () => get<SheetChanges>('/production/bake-sheet/{date}/changes', { path: { date }, query: { since } }) })

/** Behind the QR code of a printed sheet: what the paper does not know yet. */
export function ChangesPage() {
  const { t, timeZone, time, instant } = useTexts()
  const { date: wanted, since } = useSearch({ strict: false }) as { date?: string; since?: string }
  const date = wanted && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? wanted : today(timeZone)
  const { data, error, refetch } = useQuery(changesSince(date, since))
  return (
    <>
      <PageHeader title={t('production:changes.title', { day: formatDay(date) })} lead={data?.since ? t('production:changes.lead', { time: instant(data.since) }) : undefined} />
      <Panel>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={160} /> : data.items.length === 0 ? (
          <EmptyState icon={ClipboardCheck} title={t('production:changes.none')} text={t('production:changes.none_text')} action={<Button component={Link} to="/app/tomorrow" variant="default">{t('common:nav.tomorrow')}</Button>} />
        ) : (
          <Stack gap="md">
            <Text fw={600}>{t('production:changes.count', { count: data.items.length, time: time(data.since) })}</Text>
            <SimpleTable
              label={t('production:changes.title', { day: formatDay(date) })}
              rows={data.items}
              rowKey={(row) => `${row.product_item_id}-${row.at}`}
              columns={[
                { header: t('common:field.name'), cell: (row) => <b>{row.name}</b> },
                { header: t('production:changes.paper'), right: true, cell: (row) => formatNumber(row.from_quantity) },
                { header: t('production:changes.now'), right: true, cell: (row) => <b>{formatNumber(row.to_quantity)}</b> },
                { header: t('production:changes.at'), cell: (row) => time(row.at) },
              ]}
            />
          </Stack>
        )}
      </Panel>
    </>
  )
}
