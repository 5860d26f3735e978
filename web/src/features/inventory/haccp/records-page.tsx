import { Alert, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileDown, Printer, ShieldCheck, ShieldX } from 'lucide-react'
import { useState } from 'react'
import { today } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { textSearch } from '@/lib/table-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useTexts } from '@/ui/use-texts'
import { chain, monthlyFile } from '../api/haccp'
import { usePrint } from '@/ui/use-print'
import { ActionTable, CheckTable, ReadingTable } from './record-tables'

type View = 'readings' | 'checks' | 'actions'

/** The last twelve months, the running one first. */
function months(day: string): string[] {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return Array.from({ length: 12 }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7))
}

/** What was written down, the month's file for the inspector, and the proof that nothing was changed. */
export function HaccpRecordsPage() {
  const { t, timeZone } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const view: View = search.view === 'checks' || search.view === 'actions' ? search.view : 'readings'
  const list = months(today(timeZone))
  const [month, setMonth] = useState(list[0]!)
  const print = usePrint()
  const proof = useQuery(chain())
  const file = (format: 'pdf' | 'csv') => print.mutate({ file: () => monthlyFile(month, format), name: `haccp-${month}.${format}` })
  return (
    <>
      <PageHeader title={t('haccp:records')} lead={t('haccp:records_lead')} />
      <Stack gap="md">
        <Panel title={t('haccp:month_file')}>
          <Group align="end" gap="xs">
            <Select label={t('haccp:month')} data={list.map((value) => ({ value, label: `${value.slice(5)}/${value.slice(0, 4)}` }))} value={month} onChange={(value) => value && setMonth(value)} w={140} />
            <Button leftSection={<Printer size={16} />} loading={print.isPending} onClick={() => file('pdf')}>{t('haccp:month_print')}</Button>
            <Button variant="default" leftSection={<FileDown size={16} />} onClick={() => file('csv')}>CSV</Button>
            <Button variant="default" leftSection={<ShieldCheck size={16} />} loading={proof.isFetching} onClick={() => void proof.refetch()}>{t('haccp:verify')}</Button>
          </Group>
          {proof.data ? (
            <Alert mt="md" role="status" color={proof.data.is_intact ? 'sage' : 'berry'} icon={proof.data.is_intact ? <ShieldCheck size={18} aria-hidden /> : <ShieldX size={18} aria-hidden />}>
              {proof.data.is_intact ? t('haccp:intact', { count: formatNumber(proof.data.sealed) }) : t('haccp:broken')}
              {proof.data.last_hash ? <Text size="xs" className="numbers" style={{ overflowWrap: 'anywhere' }}>{proof.data.last_hash}</Text> : null}
            </Alert>
          ) : null}
        </Panel>
        <SegmentedControl className="no-print" value={view} onChange={(value) => void navigate({ to: '.', search: { view: value } as never, replace: true })} data={(['readings', 'checks', 'actions'] as const).map((value) => ({ value, label: t(`haccp:tab.${value}`) }))} />
        {view === 'readings' ? <ReadingTable /> : view === 'checks' ? <CheckTable /> : <ActionTable />}
      </Stack>
    </>
  )
}
