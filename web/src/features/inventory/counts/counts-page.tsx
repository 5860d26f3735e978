import { Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ClipboardCheck, Plus } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { ActDialog } from '@/ui/act-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { countPage, startCount, type CountRow } from '../api/counts'

export const countTones: Record<string, Tone> = { open: 'accent', posted: 'good', cancelled: 'plain' }

/** Counts of the storeroom: what is being counted and what was counted. */
export function CountsPage() {
  const { t, instant } = useTexts()
  const navigate = useNavigate()
  const isMember = useMay('member')
  const places = useLocationNames()
  const { data: locations } = useQuery(locationNames())
  const [starting, setStarting] = useState(false)
  const [place, setPlace] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const location = place ?? locations?.[0]?.id ?? null
  const open = (id: string) => void navigate({ to: `/app/operations/inventory/counts/${id}` })
  const name = (row: CountRow) => places.get(row.location_id)?.name ?? '–'
  const columns: Column<CountRow>[] = [
    { id: 'location', header: t('inventory:waste.location'), phone: 'title', cell: name, value: name },
    { id: 'state', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={countTones[row.status] ?? 'plain'} label={t(`counts:status.${row.status}`)} />, value: (row) => t(`counts:status.${row.status}`) },
    { id: 'started', header: t('counts:started'), sort: 'started_at', cell: (row) => <span className="numbers">{instant(row.started_at)}</span>, value: (row) => instant(row.started_at) },
    { id: 'by', header: t('counts:by'), cell: (row) => row.started_by, value: (row) => row.started_by },
    { id: 'ended', header: t('counts:ended'), cell: (row) => <span className="numbers">{instant(row.ended_at)}</span>, value: (row) => instant(row.ended_at) },
    { id: 'note', header: t('inventory:waste.note'), cell: (row) => row.note ?? '–', value: (row) => row.note },
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setStarting(true)}>{t('counts:new')}</Button> : null
  return (
    <>
      <PageHeader title={t('counts:title')} lead={t('counts:lead')}>{action}</PageHeader>
      <DataTable
        title={t('counts:title')}
        searchable={false}
        queryKey={['inventory', 'counts']}
        fetchPage={countPage}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => open(row.id)}
        filters={[{ name: 'location_id', label: t('inventory:waste.location'), single: true, options: (locations ?? []).map((row) => ({ value: row.id, label: row.name })) }]}
        empty={<EmptyState icon={ClipboardCheck} title={t('counts:empty')} text={t('counts:empty_text')} action={action} />}
      />
      {starting ? (
        <ActDialog title={t('counts:new')} act={t('counts:start')} ready={location !== null} run={() => startCount(location!, note.trim() || null)} onDone={(count) => open(count.id)} refresh={['inventory']} onClose={() => setStarting(false)}>
          <Select label={t('inventory:waste.location')} withAsterisk data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={setPlace} data-autofocus />
          <TextInput label={t('inventory:waste.note')} placeholder={t('counts:note_example')} maxLength={200} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        </ActDialog>
      ) : null}
    </>
  )
}
