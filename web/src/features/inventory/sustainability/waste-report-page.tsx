import { Button, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileDown, Leaf, Printer } from 'lucide-react'
import { formatMoney, formatNumber, formatPercent } from '@/lib/format'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { wasteReport, wasteReportFile, type WasteReport } from '../api/sustainability'
import { usePrint } from '@/ui/use-print'
import { PeriodInputs, usePeriod } from './period'

/** Waste of a time: how much, why, where, where to in the legal order, and what it cost. */
export function WasteReportPage() {
  const { t } = useTexts()
  const [period, setPeriod] = usePeriod()
  const print = usePrint()
  const { data, error, refetch } = useQuery(wasteReport(period.from, period.to))
  return (
    <>
      <PageHeader title={t('analytics:waste.title')} lead={t('analytics:waste.lead')}>
        <PeriodInputs period={period} onChange={setPeriod} />
        <Button variant="default" leftSection={<FileDown size={16} />} loading={print.isPending} onClick={() => print.mutate({ file: () => wasteReportFile(period.from, period.to), name: `waste-${period.from}-${period.to}.csv` })}>CSV</Button>
        <Button variant="default" leftSection={<Printer size={16} />} onClick={() => window.print()}>{t('common:action.print')}</Button>
      </PageHeader>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={240} role="status" aria-label={t('common:loading')} /> : Number(data.kg) === 0 && data.reasons.length === 0 ? <Panel><EmptyState icon={Leaf} title={t('inventory:waste.empty')} text={t('inventory:waste.empty_text')} /></Panel> : <Report data={data} />}
    </>
  )
}

function Report({ data }: { data: WasteReport }) {
  const { t } = useTexts()
  const number = (value: string) => formatNumber(value, 0, 1)
  return (
    <Stack gap="md">
      <Panel>
        <Facts facts={[
          { name: 'kg', value: number(data.kg) },
          { name: t('analytics:waste.pieces'), value: number(data.pieces) },
          { name: t('analytics:waste.of_baked'), value: formatPercent(data.waste_percent, 2) },
          { name: t('inventory:waste.cost'), value: formatMoney(data.cost) },
          { name: t('analytics:waste.cost_of_baked'), value: formatPercent(data.cost_percent, 2) },
          { name: t('inventory:waste.retail'), value: formatMoney(data.retail) },
        ]} />
      </Panel>
      <Panel title={t('analytics:sustainability.hierarchy')}>
        <SimpleTable label={t('analytics:sustainability.hierarchy')} rows={data.destinations} rowKey={(row) => row.destination} columns={[
          { header: t('inventory:waste.destination'), cell: (row) => t(`inventory:waste_destination.${row.destination}`) },
          { header: 'kg', right: true, cell: (row) => number(row.kg) },
          { header: t('analytics:waste.pieces'), right: true, cell: (row) => number(row.pieces) },
          { header: t('inventory:waste.cost'), right: true, cell: (row) => formatMoney(row.cost) },
          { header: t('inventory:waste.retail'), right: true, cell: (row) => formatMoney(row.retail) },
        ]} />
      </Panel>
      <Panel title={t('analytics:waste.reasons')}>
        <SimpleTable label={t('analytics:waste.reasons')} rows={data.reasons} rowKey={(row) => row.reason} columns={[
          { header: t('inventory:waste.reason'), cell: (row) => t(`inventory:waste_reason.${row.reason}`) },
          { header: 'kg', right: true, cell: (row) => number(row.kg) },
          { header: t('analytics:waste.pieces'), right: true, cell: (row) => number(row.pieces) },
          { header: t('inventory:waste.cost'), right: true, cell: (row) => formatMoney(row.cost) },
        ]} />
      </Panel>
      <Panel title={t('analytics:waste.locations')}>
        <SimpleTable label={t('analytics:waste.locations')} rows={data.locations} rowKey={(row) => row.location_id} columns={[
          { header: t('inventory:waste.location'), cell: (row) => row.name },
          { header: t('analytics:waste.pieces'), right: true, cell: (row) => number(row.pieces) },
          { header: t('analytics:waste.had'), right: true, cell: (row) => number(row.opening_and_received) },
          { header: '%', right: true, cell: (row) => formatPercent(row.waste_percent, 2) },
        ]} />
      </Panel>
    </Stack>
  )
}
