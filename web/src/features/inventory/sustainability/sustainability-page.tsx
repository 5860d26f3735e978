import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileDown, Printer } from 'lucide-react'
import { formatNumber, formatPercent } from '@/lib/format'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { sustainability, sustainabilityFile, type Sustainability } from '../api/sustainability'
import { usePrint } from '@/ui/use-print'
import { PeriodInputs, usePeriod } from './period'

const tones: Record<Sustainability['status'], Tone> = { compliant: 'good', on_track: 'good', progressing: 'warn', baseline: 'plain' }

/** How much less is wasted than where the bakery began, and what that spares. */
export function SustainabilityPage() {
  const { t } = useTexts()
  const [period, setPeriod] = usePeriod()
  const print = usePrint()
  const { data, error, refetch } = useQuery(sustainability(period.from, period.to))
  const file = (format: 'pdf' | 'csv') => print.mutate({ file: () => sustainabilityFile(period.from, period.to, format), name: `sustainability-${period.from}.${format}` })
  return (
    <>
      <PageHeader title={t('analytics:sustainability.title')} lead={t('analytics:sustainability.lead')}>
        <PeriodInputs period={period} onChange={setPeriod} />
        <Button variant="default" leftSection={<FileDown size={16} />} onClick={() => file('csv')}>CSV</Button>
        <Button leftSection={<Printer size={16} />} loading={print.isPending} onClick={() => file('pdf')}>{t('common:action.print')}</Button>
      </PageHeader>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={240} role="status" aria-label={t('common:loading')} /> : <Report data={data} />}
    </>
  )
}

function Report({ data }: { data: Sustainability }) {
  const { t } = useTexts()
  const kg = (value: string) => `${formatNumber(value, 0, 1)} kg`
  return (
    <Stack gap="md">
      <Panel title={t('analytics:sustainability.goal')} aside={<StatusChip tone={tones[data.status]} label={t(`analytics:sdg.${data.status}`)} />}>
        <Stack gap="md">
          <Facts facts={[
            { name: t('analytics:sustainability.waste'), value: kg(data.waste_kg) },
            { name: t('analytics:sustainability.share'), value: formatPercent(data.waste_percent, 1) },
            { name: t('analytics:sustainability.baseline'), value: formatPercent(data.baseline_percent, 1) },
            { name: t('analytics:sustainability.reduction'), value: formatPercent(data.reduction_percent, 1), tone: data.waste_percent === null ? undefined : Number(data.reduction_percent) > 0 ? 'good' : 'bad' },
            { name: t('analytics:sustainability.prevented'), value: kg(data.prevented_kg) },
            { name: t('analytics:sustainability.donated'), value: kg(data.donated_kg) },
          ]} />
          <Text size="sm" c="dimmed">{t(data.is_baseline_measured ? 'analytics:sustainability.measured' : 'analytics:sustainability.not_measured')}</Text>
        </Stack>
      </Panel>
      <Panel title={t('analytics:sustainability.footprint')}>
        <Facts facts={[
          { name: t('analytics:sustainability.co2'), value: kg(data.co2_kg) },
          { name: t('analytics:sustainability.water'), value: `${formatNumber(data.water_litres, 0, 0)} l` },
          { name: t('analytics:sustainability.land'), value: `${formatNumber(data.land_m2, 0, 1)} m²` },
          { name: t('analytics:sustainability.trees'), value: formatNumber(data.trees, 0, 1) },
        ]} />
      </Panel>
      <Panel title={t('analytics:sustainability.grants')}>
        <SimpleTable label={t('analytics:sustainability.grants')} rows={data.grants.map((grant, index) => ({ ...grant, index }))} rowKey={(grant) => String(grant.index)} columns={[
          { header: t('analytics:sustainability.asks'), cell: (grant) => t('analytics:sustainability.asked', { percent: formatPercent(grant.threshold_percent, 0) }) },
          { header: t('common:field.status'), cell: (grant) => <StatusChip tone={grant.is_reached ? 'good' : 'plain'} label={t(grant.is_reached ? 'analytics:sustainability.reached' : 'analytics:sustainability.not_reached')} /> },
        ]} />
      </Panel>
      <Panel title={t('analytics:sustainability.hierarchy')}>
        <SimpleTable label={t('analytics:sustainability.hierarchy')} rows={data.destinations} rowKey={(row) => row.destination} columns={[
          { header: t('inventory:waste.destination'), cell: (row) => t(`inventory:waste_destination.${row.destination}`) },
          { header: 'kg', right: true, cell: (row) => formatNumber(row.kg, 0, 1) },
        ]} />
      </Panel>
    </Stack>
  )
}
