import { Button, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarDays, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay, today } from '@/lib/dates'
import { formatPercent, signed } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import type { Field } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { useTexts } from '@/ui/use-texts'
import { ComingDays } from './coming-days'
import { EventEffect } from './event-effect'
import { deleteEvent, eventPage, saveEvent, type EventInput, type LocalEvent } from './api/events'

const kinds = ['fiesta', 'fair', 'sport', 'works', 'strike', 'promotion', 'school', 'other'] as const

/** Local reasons: what happens in the neighbourhood and changes how much is sold. */
export function CalendarPage() {
  const { t, timeZone } = useTexts()
  const client = useQueryClient()
  const isMember = useMay('member')
  const { data: locations } = useQuery(locationNames())
  const [open, setOpen] = useState<LocalEvent | 'new' | null>(null)
  const [removing, setRemoving] = useState<LocalEvent | null>(null)
  const row = open === 'new' ? null : open
  const kindOptions = kinds.map((kind) => ({ value: kind, label: t(`analytics:event_kind.${kind}`) }))
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true },
    { name: 'kind', kind: 'select', label: t('analytics:event.kind'), required: true, options: kindOptions, half: true },
    { name: 'expected_effect_percent', kind: 'quantity', unit: '%', label: t('analytics:event.effect'), help: t('analytics:event.effect_help'), half: true },
    { name: 'from', kind: 'date', label: t('analytics:event.from'), required: true, half: true },
    { name: 'to', kind: 'date', label: t('analytics:event.to'), required: true, half: true },
    { name: 'location_ids', kind: 'multiselect', label: t('analytics:event.locations'), help: t('analytics:event.locations_help'), options: (locations ?? []).map((location) => ({ value: location.id, label: location.name })) },
    { name: 'repeats_yearly', kind: 'switch', label: t('analytics:event.repeats') },
  ]
  const columns: Column<LocalEvent>[] = [
    { id: 'name', header: t('common:field.name'), phone: 'title', cell: (event) => event.name, value: (event) => event.name },
    { id: 'kind', header: t('analytics:event.kind'), cell: (event) => t(`analytics:event_kind.${event.kind}`), value: (event) => t(`analytics:event_kind.${event.kind}`) },
    { id: 'from', header: t('analytics:event.from'), cell: (event) => <span className="numbers">{formatDay(event.from)}</span>, value: (event) => formatDay(event.from) },
    { id: 'to', header: t('analytics:event.to'), cell: (event) => <span className="numbers">{formatDay(event.to)}</span>, value: (event) => formatDay(event.to) },
    { id: 'effect', header: t('analytics:event.effect'), align: 'right', phone: 'corner', cell: (event) => (event.expected_effect_percent === null ? '–' : signed(formatPercent(event.expected_effect_percent, 0), event.expected_effect_percent)), value: (event) => event.expected_effect_percent },
  ]
  const refresh = () => client.invalidateQueries({ queryKey: ['external'] })
  return (
    <>
      <PageHeader title={t('analytics:event.title')} lead={t('analytics:event.lead')}>
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setOpen('new')}>{t('analytics:event.new')}</Button> : null}
      </PageHeader>
      <Stack gap="md">
        <DataTable title={t('analytics:event.title')} queryKey={['external', 'events']} fetchPage={eventPage} columns={columns} rowId={(event) => event.id} onOpen={setOpen} empty={<EmptyState icon={CalendarDays} title={t('analytics:event.empty')} text={t('analytics:event.empty_text')} />} />
        <ComingDays />
      </Stack>
      {open ? (
        <EntityModal
          title={row ? row.name : t('analytics:event.new')}
          fields={fields}
          initial={row ? Object.fromEntries(fields.map((field) => [field.name, row[field.name as keyof LocalEvent]])) : { kind: 'fiesta', from: today(timeZone), to: today(timeZone), location_ids: [], repeats_yearly: false, expected_effect_percent: null }}
          version={row?.version}
          draftKey={`event:${row?.id ?? 'new'}`}
          readOnly={!isMember}
          savedText={t('analytics:event.saved')}
          save={async (values, version) => { await saveEvent(row?.id ?? null, values as unknown as EventInput, version); await refresh() }}
          onClose={() => setOpen(null)}
          actions={row && isMember ? <Button variant="subtle" color="berry" leftSection={<Trash2 size={16} />} onClick={() => { setRemoving(row); setOpen(null) }}>{t('common:action.delete')}</Button> : null}
        >
          {isMember ? (values) => <EventEffect values={values} /> : null}
        </EntityModal>
      ) : null}
      {removing ? <ConfirmDialog opened danger title={t('analytics:event.delete_title', { name: removing.name })} text={t('analytics:event.delete_text')} confirmLabel={t('common:action.delete')} onConfirm={async () => { await deleteEvent(removing.id, removing.version); await refresh() }} onClose={() => setRemoving(null)} /> : null}
    </>
  )
}
