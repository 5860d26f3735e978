import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ChartColumn, FileDown } from 'lucide-react'
import { useState } from 'react'
import { download } from '@/lib/csv'
import { addDays, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatNumber, formatPercent, formatUnitPrice, signed } from '@/lib/format'
import { DateInput } from '@/ui/date-input'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { SparkBars } from '@/ui/spark-bars'
import { useTexts } from '@/ui/use-texts'
import { leadTimes, savings, spend, spendFile, type Spend } from './api/repeated'

/** What was bought: from whom, what, at which prices, and what the prices did. */
export function SpendPage() {
  const { t, timeZone } = useTexts()
  const [from, setFrom] = useState(() => addDays(today(timeZone), -89))
  const [to, setTo] = useState(() => today(timeZone))
  const { data, error, refetch } = useQuery(spend(from, to))
  return (
    <>
      <PageHeader title={t('buying:spend.title')} lead={t('buying:spend.lead')}>
        <DateInput w={165} aria-label={t('analytics:period.from')} value={from} onChange={(day) => day && day <= to && setFrom(day)} />
        <DateInput w={165} aria-label={t('analytics:period.to')} value={to} onChange={(day) => day && day >= from && setTo(day)} />
        <Button variant="default" leftSection={<FileDown size={16} />} onClick={() => void spendFile(from, to).then((blob) => download(blob, blob.type, `purchases-${from}-${to}.csv`))}>CSV</Button>
      </PageHeader>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={240} role="status" aria-label={t('common:loading')} /> : data.items.length === 0 ? <Panel><EmptyState icon={ChartColumn} title={t('buying:spend.empty')} text={t('buying:spend.empty_text')} /></Panel> : <Report data={data} />}
    </>
  )
}

function Report({ data }: { data: Spend }) {
  const { t, quantity } = useTexts()
  const { data: saved } = useQuery(savings(data.from, data.to))
  const { data: times } = useQuery(leadTimes(data.from, data.to))
  const change = (percent: string) => <span style={{ color: decimal(percent).gt(0) ? 'var(--bad)' : decimal(percent).lt(0) ? 'var(--good)' : undefined }}>{signed(formatPercent(percent), percent)}</span>
  return (
    <Stack gap="md">
      <Panel>
        <Facts facts={[
          { name: t('buying:spend.total'), value: formatMoney(data.total) },
          { name: t('buying:spend.suppliers'), value: data.suppliers.length },
          { name: t('buying:spend.saved'), value: formatMoney(saved?.saved), tone: 'good' },
          { name: t('buying:spend.risen'), value: formatMoney(saved?.risen), tone: saved && decimal(saved.risen).gt(0) ? 'bad' : undefined },
        ]} />
        <Text size="sm" c="dimmed" mt="xs">{t('buying:spend.saved_help')}</Text>
      </Panel>
      <Panel title={t('buying:spend.by_supplier')}>
        <SimpleTable label={t('buying:spend.by_supplier')} rows={data.suppliers} rowKey={(row) => row.supplier_id} columns={[
          { header: t('purchase_orders:field.supplier'), cell: (row) => row.name },
          { header: t('purchase_orders:page.orders'), right: true, cell: (row) => row.orders },
          { header: t('buying:spend.share'), right: true, cell: (row) => formatPercent(row.share_percent) },
          { header: t('buying:spend.amount'), right: true, cell: (row) => <b>{formatMoney(row.amount)}</b> },
        ]} />
      </Panel>
      <Panel title={t('buying:spend.by_item')} footer={t('buying:spend.prices_help')}>
        <SimpleTable label={t('buying:spend.by_item')} rows={data.items} rowKey={(row) => row.item_id} columns={[
          { header: t('purchase_orders:items.product'), cell: (row) => row.name },
          { header: t('purchase_orders:items.quantity'), right: true, cell: (row) => quantity(row.quantity, row.unit_of_measure) },
          { header: t('buying:spend.average'), right: true, cell: (row) => formatUnitPrice(row.average_price) },
          { header: t('buying:spend.last'), right: true, cell: (row) => formatUnitPrice(row.last_price) },
          { header: t('buying:spend.change'), right: true, cell: (row) => change(row.change_percent) },
          { header: t('buying:spend.development'), width: '110px', cell: (row) => (row.prices.length > 1 ? <SparkBars values={row.prices.map((point) => Number(point.unit_price))} height={24} /> : '–') },
          { header: t('buying:spend.amount'), right: true, cell: (row) => <b>{formatMoney(row.amount)}</b> },
        ]} />
      </Panel>
      <Group grow align="stretch" preventGrowOverflow={false}>
        <Panel title={t('buying:spend.by_month')}>
          <SimpleTable label={t('buying:spend.by_month')} rows={data.months} rowKey={(row) => row.month} columns={[{ header: t('buying:spend.month'), cell: (row) => row.month }, { header: t('buying:spend.amount'), right: true, cell: (row) => formatMoney(row.amount) }]} />
        </Panel>
        {times && times.suppliers.length > 0 ? (
          <Panel title={t('buying:spend.lead_times')}>
            <SimpleTable label={t('buying:spend.lead_times')} rows={times.suppliers} rowKey={(row) => row.supplier_id} columns={[
              { header: t('purchase_orders:field.supplier'), cell: (row) => row.name },
              { header: t('buying:spend.agreed_days'), right: true, cell: (row) => formatNumber(row.agreed_days, 0, 1) },
              { header: t('buying:spend.real_days'), right: true, cell: (row) => formatNumber(row.real_days, 0, 1) },
              { header: t('buying:spend.late'), right: true, cell: (row) => row.late_deliveries },
            ]} />
          </Panel>
        ) : null}
      </Group>
    </Stack>
  )
}
