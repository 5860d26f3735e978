import { Anchor, Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, Refrigerator } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatNumber } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import type { Field } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { saveStorage, storagePage, type StorageLocation, type StorageLocationInput } from '../api/storage'

/** The fridges, freezers and stores where lots lie. */
export function StoragePage() {
  const { t } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const places = useLocationNames()
  const { data: locations } = useQuery(locationNames())
  const [open, setOpen] = useState<StorageLocation | 'new' | null>(null)
  const options = (locations ?? []).map((place) => ({ value: place.id, label: place.name }))
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 80 },
    { name: 'location_id', kind: 'select', label: t('inventory:waste.location'), required: true, half: true, options },
    { name: 'condition', kind: 'select', label: t('inventory:field.storage_condition'), required: true, half: true, options: ['ambient', 'chilled', 'frozen'].map((value) => ({ value, label: t(`inventory:storage.${value}`) })) },
    { name: 'min_temp_c', kind: 'quantity', unit: '°C', label: t('inventory:storage_place.min'), half: true },
    { name: 'max_temp_c', kind: 'quantity', unit: '°C', label: t('inventory:storage_place.max'), half: true },
    { name: 'is_active', kind: 'switch', label: t('inventory:storage_place.is_active') },
  ]
  const range = (row: StorageLocation) => (row.min_temp_c === null && row.max_temp_c === null ? '–' : `${formatNumber(row.min_temp_c)} … ${formatNumber(row.max_temp_c)} °C`)
  const state = (row: StorageLocation) => t(row.is_active ? 'common:state.active' : 'common:state.archived')
  const columns: Column<StorageLocation>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'location', header: t('inventory:waste.location'), cell: (row) => places.get(row.location_id)?.name ?? '–', value: (row) => places.get(row.location_id)?.name },
    { id: 'condition', header: t('inventory:field.storage_condition'), cell: (row) => t(`inventory:storage.${row.condition}`), value: (row) => t(`inventory:storage.${row.condition}`) },
    { id: 'range', header: t('inventory:storage_place.range'), cell: (row) => <span className="numbers">{range(row)}</span>, value: range },
    { id: 'active', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={row.is_active ? 'good' : 'plain'} label={state(row)} />, value: state },
  ]
  const row = open === 'new' ? null : open
  const action = isAdmin ? <Button leftSection={<Plus size={17} />} onClick={() => setOpen('new')}>{t('inventory:storage_place.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('inventory:storage_place.title')} lead={t('inventory:storage_place.lead')}>{action}</PageHeader>
      <DataTable title={t('inventory:storage_place.title')} queryKey={['inventory', 'storage']} fetchPage={storagePage} columns={columns} rowId={(place) => place.id} onOpen={setOpen} filters={[{ name: 'location_id', single: true, label: t('inventory:waste.location'), options }]} empty={<EmptyState icon={Refrigerator} title={t('inventory:storage_place.empty')} text={t('inventory:storage_place.empty_text')} action={action} />} />
      {open ? <EntityModal key={row?.id ?? 'new'} title={row ? row.name : t('inventory:storage_place.new')} fields={fields} initial={row ? Object.fromEntries(fields.map((field) => [field.name, row[field.name as keyof StorageLocation] ?? null])) : { name: '', location_id: locations?.[0]?.id ?? null, condition: 'chilled', min_temp_c: '0', max_temp_c: '4', is_active: true }} version={row?.version} draftKey={`storage:${row?.id ?? 'new'}`} readOnly={!isAdmin} savedText={t('inventory:storage_place.saved')} save={async (values, version) => { await saveStorage(row?.id ?? null, values as unknown as StorageLocationInput, version); await client.invalidateQueries({ queryKey: ['inventory'] }) }} onClose={() => setOpen(null)}>
        <Text size="sm" c="dimmed">{t('inventory:storage_place.watched')} <Anchor component={Link} to="/app/operations/haccp/plan" size="sm">{t('haccp:plan')}</Anchor></Text>
      </EntityModal> : null}
    </>
  )
}
