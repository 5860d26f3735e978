import { Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Siren } from 'lucide-react'
import { formatNumber } from '@/lib/format'
import { textSearch } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { recallPage, type RecallRow } from '../api/recalls'
import { LotSearch } from './lot-search'
import { LotTrace } from './lot-trace'
import { seconds, useRecallState } from './recall-words'

/** Find a lot, see where it went and what it came from, call it back. */
export function RecallPage() {
  const { t, instant } = useTexts()
  const navigate = useNavigate()
  const { lot } = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const state = useRecallState()
  const choose = (id: string | undefined) => void navigate({ to: '.', search: (id ? { lot: id } : {}) as never })
  const columns: Column<RecallRow>[] = [
    { id: 'number', header: t('recall:field.number'), phone: 'title', cell: (row) => row.number, value: (row) => row.number },
    { id: 'state', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip {...state(row)} />, value: (row) => state(row).label },
    { id: 'reason', header: t('common:field.reason'), cell: (row) => row.reason, value: (row) => row.reason },
    { id: 'opened', header: t('recall:field.opened'), sort: 'opened_at', cell: (row) => <span className="numbers">{instant(row.opened_at)}</span>, value: (row) => instant(row.opened_at) },
    { id: 'by', header: t('recall:field.by'), roomy: true, cell: (row) => row.opened_by, value: (row) => row.opened_by },
    { id: 'lots', header: t('recall:field.lots'), align: 'right', cell: (row) => formatNumber(row.lots_found), value: (row) => String(row.lots_found) },
    { id: 'recipients', header: t('recall:field.recipients'), align: 'right', cell: (row) => formatNumber(row.recipients_found), value: (row) => String(row.recipients_found) },
    { id: 'time', header: t('recall:field.time'), align: 'right', cell: (row) => seconds(row.elapsed_ms), value: (row) => seconds(row.elapsed_ms) },
  ]
  return (
    <>
      <PageHeader title={t('recall:title')} lead={t('recall:lead')} />
      <Stack gap="md">
        {lot ? <LotTrace lotId={lot} onClose={() => choose(undefined)} /> : <Panel><LotSearch onChoose={(found) => choose(found.id)} /></Panel>}
        {lot ? null : (
          <DataTable title={t('recall:list')} searchable={false} queryKey={['inventory', 'recalls']} fetchPage={recallPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => void navigate({ to: `/app/operations/recall/${row.id}` })} empty={<EmptyState icon={Siren} title={t('recall:empty')} text={t('recall:empty_text')} />} />
        )}
      </Stack>
    </>
  )
}
