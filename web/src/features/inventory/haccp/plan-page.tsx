import { Button, SegmentedControl, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ListChecks, Plus, Thermometer } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { textSearch } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import type { Field, FormValues } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { checklistPage, pointPage, saveChecklist, savePoint, type Checklist, type Point } from '../api/haccp'
import { frequencies, pointKinds, temperatureKinds, useLimits } from './haccp-words'

/** The plan behind the daily list: points with their limits, and lists to be signed. */
export function HaccpPlanPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const isAdmin = useMay('admin')
  const view = search.view === 'lists' ? 'lists' : 'points'
  const [open, setOpen] = useState<Point | Checklist | 'new' | null>(null)
  return (
    <>
      <PageHeader title={t('haccp:plan')} lead={t('haccp:plan_lead')}>
        {isAdmin ? <Button leftSection={<Plus size={17} />} onClick={() => setOpen('new')}>{t(view === 'points' ? 'haccp:point_new' : 'haccp:list_new')}</Button> : null}
      </PageHeader>
      <Stack gap="md">
        <SegmentedControl value={view} onChange={(value) => { setOpen(null); void navigate({ to: '.', search: { view: value } as never, replace: true }) }} data={[{ value: 'points', label: t('haccp:points') }, { value: 'lists', label: t('haccp:checklists') }]} />
        {view === 'points' ? <Points open={open as Point | 'new' | null} onOpen={setOpen} /> : <Checklists open={open as Checklist | 'new' | null} onOpen={setOpen} />}
      </Stack>
    </>
  )
}

interface PartProps<T> { open: T | 'new' | null; onOpen: (row: T | null) => void }

function useShared() {
  const { t } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const places = useLocationNames()
  const { data: locations } = useQuery(locationNames())
  const activeColumn = <T extends { is_active?: boolean }>(): Column<T> => ({ id: 'active', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={row.is_active ? 'good' : 'plain'} label={t(row.is_active ? 'common:state.active' : 'common:state.archived')} />, value: (row) => t(row.is_active ? 'common:state.active' : 'common:state.archived') })
  const placeColumn = <T extends { location_id: string }>(): Column<T> => ({ id: 'location', header: t('inventory:waste.location'), cell: (row) => places.get(row.location_id)?.name ?? '–', value: (row) => places.get(row.location_id)?.name })
  const place: Field = { name: 'location_id', kind: 'select', label: t('inventory:waste.location'), required: true, half: true, options: (locations ?? []).map((row) => ({ value: row.id, label: row.name })) }
  const shared: Field[] = [
    { name: 'responsible_role', kind: 'text', label: t('haccp:field.responsible'), half: true, maxLength: 40 },
    { name: 'legal_basis', kind: 'text', label: t('haccp:field.legal_basis'), half: true, maxLength: 200 },
    { name: 'is_active', kind: 'switch', label: t('haccp:field.is_active') },
  ]
  return { t, isAdmin, firstPlace: locations?.[0]?.id ?? null, activeColumn, placeColumn, place, shared, refresh: () => client.invalidateQueries({ queryKey: ['inventory', 'haccp'] }) }
}

const valuesOf = (fields: readonly Field[], row: object): FormValues => Object.fromEntries(fields.map((field) => [field.name, (row as Record<string, unknown>)[field.name] ?? null]))

function Points({ open, onOpen }: PartProps<Point>) {
  const { t, isAdmin, firstPlace, activeColumn, placeColumn, place, shared, refresh } = useShared()
  const limits = useLimits()
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 120 },
    { name: 'kind', kind: 'select', label: t('haccp:field.kind'), required: true, half: true, options: pointKinds.map((value) => ({ value, label: t(`haccp:kind.${value}`) })) },
    place,
    { name: 'min', kind: 'decimal', label: t('haccp:field.min'), half: true },
    { name: 'max', kind: 'decimal', label: t('haccp:field.max'), half: true },
    { name: 'unit', kind: 'text', label: t('haccp:field.unit'), half: true, maxLength: 20 },
    { name: 'frequency', kind: 'select', label: t('haccp:field.frequency'), required: true, half: true, options: frequencies.map((value) => ({ value, label: t(`haccp:frequency.${value}`) })) },
    { name: 'due_time', kind: 'time', label: t('haccp:field.due_time'), help: t('haccp:field.due_time_help'), half: true },
    { name: 'patience_minutes', kind: 'integer', unit: t('common:unit.minutes'), label: t('haccp:field.patience'), help: t('haccp:field.patience_help'), required: true, half: true, when: (values) => temperatureKinds.includes(String(values.kind)) },
    ...shared,
  ]
  const columns: Column<Point>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'kind', header: t('haccp:field.kind'), cell: (row) => t(`haccp:kind.${row.kind}`), value: (row) => t(`haccp:kind.${row.kind}`) },
    placeColumn<Point>(),
    { id: 'limits', header: t('haccp:limits'), cell: (row) => limits(row) ?? '–', value: (row) => limits(row) },
    { id: 'patience', header: t('haccp:field.patience'), align: 'right', roomy: true, cell: (row) => (temperatureKinds.includes(String(row.kind)) ? `${row.patience_minutes} ${t('common:unit.minutes')}` : '–'), value: (row) => String(row.patience_minutes) },
    { id: 'frequency', header: t('haccp:field.frequency'), cell: (row) => [t(`haccp:frequency.${row.frequency}`), row.due_time?.slice(0, 5)].filter(Boolean).join(' · '), value: (row) => t(`haccp:frequency.${row.frequency}`) },
    activeColumn<Point>(),
  ]
  const row = open === 'new' ? null : open
  return (
    <>
      <DataTable title={t('haccp:points')} searchable={false} queryKey={['inventory', 'haccp', 'points']} fetchPage={pointPage} columns={columns} rowId={(point) => point.id} onOpen={onOpen} empty={<EmptyState icon={Thermometer} title={t('haccp:empty')} text={t('haccp:empty_text')} />} />
      {open ? <EntityModal key={row?.id ?? 'new'} title={row ? row.name : t('haccp:point_new')} fields={fields} initial={row ? valuesOf(fields, row) : { kind: 'fridge', location_id: firstPlace, min: '0', max: '4', unit: '°C', frequency: 'daily', due_time: '10:00', patience_minutes: 15, is_active: true }} version={row?.version} draftKey={`haccp-point:${row?.id ?? 'new'}`} readOnly={!isAdmin} savedText={t('haccp:plan_saved')} save={async (values, version) => { await savePoint(row?.id ?? null, { ...values, due_time: clock(values.due_time) } as never, version); await refresh() }} onClose={() => onOpen(null)}>
        <Text size="sm" c="dimmed">{t('haccp:who_is_told')}</Text>
      </EntityModal> : null}
    </>
  )
}

const clock = (value: unknown) => (typeof value === 'string' && value ? `${value.slice(0, 5)}:00` : null)

function Checklists({ open, onOpen }: PartProps<Checklist>) {
  const { t, isAdmin, firstPlace, activeColumn, placeColumn, place, shared, refresh } = useShared()
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 120 },
    place,
    { name: 'due_time', kind: 'time', label: t('haccp:field.due_time'), required: true, half: true },
    { name: 'weekdays', kind: 'weekdays', label: t('haccp:field.weekdays'), help: t('haccp:field.weekdays_help') },
    { name: 'lines', kind: 'tags', label: t('haccp:lines'), help: t('haccp:field.lines_help'), required: true },
    ...shared,
  ]
  const days = (row: Checklist) => (row.weekdays && row.weekdays.length > 0 ? row.weekdays.map((day) => t(`common:weekday_short.${day}`)).join(', ') : t('haccp:every_day'))
  const columns: Column<Checklist>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    placeColumn<Checklist>(),
    { id: 'lines', header: t('haccp:lines'), cell: (row) => row.lines.join(', '), value: (row) => row.lines.join(', ') },
    { id: 'due', header: t('haccp:due'), cell: (row) => `${days(row)} · ${row.due_time?.slice(0, 5) ?? ''}`, value: (row) => row.due_time },
    activeColumn<Checklist>(),
  ]
  const row = open === 'new' ? null : open
  return (
    <>
      <DataTable title={t('haccp:checklists')} searchable={false} queryKey={['inventory', 'haccp', 'checklists']} fetchPage={checklistPage} columns={columns} rowId={(list) => list.id} onOpen={onOpen} empty={<EmptyState icon={ListChecks} title={t('haccp:no_lists')} />} />
      {open ? <EntityModal key={row?.id ?? 'new'} title={row ? row.name : t('haccp:list_new')} fields={fields} initial={row ? valuesOf(fields, row) : { location_id: firstPlace, due_time: '20:00', weekdays: [], lines: [], is_active: true }} version={row?.version} draftKey={`haccp-list:${row?.id ?? 'new'}`} readOnly={!isAdmin} savedText={t('haccp:plan_saved')} save={async (values, version) => { await saveChecklist(row?.id ?? null, { ...values, due_time: clock(values.due_time) } as never, version); await refresh() }} onClose={() => onOpen(null)} /> : null}
    </>
  )
}
