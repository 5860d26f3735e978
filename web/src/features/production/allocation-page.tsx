import { Button, Group, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Split, Truck } from 'lucide-react'
import { useState } from 'react'
import { Problem } from '@/api/problem'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay, today } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { DateInput } from '@/ui/date-input'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { DivideDialog } from './divide-dialog'
import { divisionOf, type DividedItem } from './api/allocation'

/** Who gets how many of a day's pieces, who is short, and by which rule. */
export function AllocationPage() {
  const { t, timeZone, weekdayName } = useTexts()
  const navigate = useNavigate()
  const items = useItemNames()
  const places = useLocationNames()
  const isMember = useMay('member')
  const [changing, setChanging] = useState<DividedItem | null>(null)
  const { date: wanted } = useSearch({ strict: false }) as { date?: string }
  const date = wanted && /^\d{4}-\d{2}-\d{2}$/.test(wanted) ? wanted : today(timeZone)
  const { data, error, refetch } = useQuery(divisionOf(date))
  const shops = [...new Set((data?.items ?? []).flatMap((line) => line.shops.map((shop) => shop.location_id)))].sort((a, b) => (places.get(a)?.name ?? '').localeCompare(places.get(b)?.name ?? ''))
  const part = (line: DividedItem, shop: string) => line.shops.find((row) => row.location_id === shop)
  const why = (line: DividedItem) => {
    if (line.shops.some((shop) => shop.is_manual)) return <StatusChip tone="info" label={t('distribution:allocation.by_hand')} />
    if (line.customers < line.ordered) return <StatusChip tone="bad" label={t('distribution:allocation.customers_short', { count: line.ordered - line.customers })} />
    if (line.surplus < 0) return <StatusChip tone="warn" label={t('distribution:allocation.short', { count: -line.surplus })} />
    return line.surplus > 0 ? <StatusChip tone="plain" label={t('distribution:allocation.surplus', { count: line.surplus })} /> : <StatusChip tone="good" label={t('distribution:allocation.exact')} />
  }
  return (
    <>
      <PageHeader title={t('distribution:allocation.title')} lead={t('distribution:allocation.lead', { day: `${weekdayName(date)} ${formatDay(date)}` })}>
        <Button component={Link} to={`/app/operations/distribution?date=${date}` as never} leftSection={<Truck size={16} />}>{t('distribution:title')}</Button>
      </PageHeader>
      <Group mb="md" className="no-print"><DateInput w={190} label={t('distribution:day')} value={date} onChange={(day) => void navigate({ to: '.', search: { date: day ?? undefined } as never, replace: true })} /></Group>
      {Problem.of(error).code === 'not_found' ? (
        <EmptyState icon={Split} title={t('distribution:allocation.empty')} text={t('distribution:allocation.empty_text')} action={<Button component={Link} to="/app/tomorrow" variant="default">{t('common:nav.tomorrow')}</Button>} />
      ) : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={260} /> : (
        <Panel flush>
          <SimpleTable label={t('distribution:allocation.title')} rows={data.items} rowKey={(line) => line.product_item_id} rowTone={(line) => (line.surplus < 0 ? 'warn' : undefined)} columns={[
            { header: t('distribution:product'), cell: (line) => items.get(line.product_item_id)?.name ?? '–' },
            { header: t('distribution:allocation.pieces'), right: true, cell: (line) => <span>{formatNumber(line.pieces)} <small>{t(line.is_baked ? 'distribution:allocation.baked' : 'distribution:allocation.planned')}</small></span> },
            { header: t('distribution:customers'), right: true, cell: (line) => formatNumber(line.customers) },
            ...shops.map((shop) => ({ header: places.get(shop)?.name ?? '–', right: true, cell: (line: DividedItem) => <b title={t('distribution:allocation.need', { count: part(line, shop)?.need ?? 0 })}>{formatNumber(part(line, shop)?.quantity ?? 0)}</b> })),
            { header: t('distribution:allocation.why'), cell: why },
            ...(isMember ? [{ header: '', right: true, cell: (line: DividedItem) => <Button variant="subtle" size="compact-sm" aria-label={t('distribution:allocation.change_of', { name: items.get(line.product_item_id)?.name ?? '' })} onClick={() => setChanging(line)}>{t('distribution:allocation.change')}</Button> }] : []),
          ]} />
        </Panel>
      )}
      {changing ? <DivideDialog date={date} line={changing} onClose={() => setChanging(null)} /> : null}
    </>
  )
}
