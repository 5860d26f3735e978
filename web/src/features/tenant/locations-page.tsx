import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { MapPin, Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { weekday, today } from '@/lib/dates'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import type { Field, FormValues } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { closeLocation, locationPage, saveLocation, type Location, type LocationInput } from './api/locations'

const types = ['central_production', 'retail_outlet', 'warehouse'] as const
const blank: FormValues = { name: '', type: 'retail_outlet', address: null, city: null, latitude: null, longitude: null, opening_hours: Object.fromEntries(['1', '2', '3', '4', '5', '6'].map((day) => [day, { opens: '07:00', closes: '21:00' }])), closed_dates: [], is_active: true }

export function LocationsPage() {
  const { t, timeZone } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const [open, setOpen] = useState<Location | 'new' | null>(null)
  const [closing, setClosing] = useState<Location | null>(null)
  const typeOptions = types.map((type) => ({ value: type, label: t(`settings:location_type.${type}`) }))
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 120 },
    { name: 'type', kind: 'select', label: t('settings:location.type'), required: true, options: typeOptions, half: true },
    { name: 'city', kind: 'text', label: t('common:field.city'), half: true },
    { name: 'address', kind: 'text', label: t('common:field.address') },
    { name: 'latitude', kind: 'decimal', label: t('settings:location.latitude'), half: true },
    { name: 'longitude', kind: 'decimal', label: t('settings:location.longitude'), half: true },
    { name: 'opening_hours', kind: 'hours', label: t('settings:location.opening_hours') },
    { name: 'closed_dates', kind: 'dates', label: t('settings:location.closed_dates'), help: t('settings:location.closed_dates_help') },
    { name: 'is_active', kind: 'switch', label: t('settings:location.is_active') },
  ]
  const hours = (row: Location) => { const now = row.opening_hours[String(weekday(today(timeZone)))]; return now ? `${now.opens.slice(0, 5)}–${now.closes.slice(0, 5)}` : t('common:hours.closed') }
  const columns: Column<Location>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'type', header: t('settings:location.type'), cell: (row) => t(`settings:location_type.${row.type}`), value: (row) => t(`settings:location_type.${row.type}`) },
    { id: 'address', header: t('common:field.address'), cell: (row) => [row.address, row.city].filter(Boolean).join(', ') || '–', value: (row) => [row.address, row.city].filter(Boolean).join(', ') },
    { id: 'hours', header: t('settings:location.today'), cell: (row) => <span className="numbers">{hours(row)}</span>, value: hours },
    { id: 'active', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={row.is_active ? 'good' : 'plain'} label={t(row.is_active ? 'common:state.active' : 'common:state.closed')} />, value: (row) => t(row.is_active ? 'common:state.active' : 'common:state.closed') },
  ]
  const row = open === 'new' ? null : open
  const refresh = () => client.invalidateQueries({ queryKey: ['tenant'] })
  return (
    <>
      <PageHeader title={t('settings:location.title')} lead={t('settings:location.lead')}>
        {isAdmin ? <Button leftSection={<Plus size={17} />} onClick={() => setOpen('new')}>{t('settings:location.new')}</Button> : null}
      </PageHeader>
      <DataTable searchable={false} title={t('settings:location.title')} queryKey={['tenant', 'locations']} fetchPage={locationPage} columns={columns} rowId={(location) => location.id} onOpen={setOpen} empty={<EmptyState icon={MapPin} title={t('settings:location.empty')} text={t('settings:location.empty_text')} />} />
      {open ? (
        <EntityModal
          title={row ? row.name : t('settings:location.new')}
          fields={fields}
          initial={row ? Object.fromEntries(fields.map((field) => [field.name, row[field.name as keyof Location]])) : blank}
          version={row?.version}
          draftKey={`location:${row?.id ?? 'new'}`}
          readOnly={!isAdmin}
          savedText={t('settings:location.saved')}
          save={async (values, version) => { await saveLocation(row?.id ?? null, values as unknown as LocationInput, version); await refresh() }}
          onClose={() => setOpen(null)}
          actions={row?.is_active && isAdmin ? <Button variant="subtle" color="berry" onClick={() => { setClosing(row); setOpen(null) }}>{t('settings:location.close')}</Button> : null}
        />
      ) : null}
      {closing ? <ConfirmDialog opened danger title={t('settings:location.close_title', { name: closing.name })} text={t('settings:location.close_text')} confirmLabel={t('settings:location.close')} onConfirm={async () => { await closeLocation(closing.id, closing.version); await refresh() }} onClose={() => setClosing(null)} /> : null}
    </>
  )
}
