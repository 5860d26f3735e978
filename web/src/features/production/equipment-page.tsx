import { Alert, Button, Group, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CheckCheck, OctagonX, Plus, Thermometer, Wrench } from 'lucide-react'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { formatNumber } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import type { Field } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { doMaintenance, equipmentPage, maintenanceOf, oneMachine, saveMachine, turnMachine, type Equipment, type EquipmentStatus, type Maintenance } from './api/equipment'
import { MaintenanceDialog } from './maintenance-dialog'
import { SensorDialog } from './sensor-dialog'

const tones: Record<EquipmentStatus, Tone> = { operational: 'good', maintenance: 'warn', failed: 'bad' }
const kinds = ['mixer', 'divider', 'laminator', 'proofer', 'retarder', 'oven', 'cooler', 'packer']

/** Machines: what they can do, whether they run, what they need next. */
export function EquipmentPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const isNew = search.open === 'new'
  const { data: locations } = useQuery(locationNames())
  const { data: machine } = useQuery({ ...oneMachine(search.open ?? ''), enabled: Boolean(search.open) && !isNew })
  const [turning, setTurning] = useState<{ machine: Equipment; to: EquipmentStatus } | null>(null)
  const [sensorOf, setSensorOf] = useState<Equipment | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['production'] })
  const sites = (locations ?? []).filter((location) => location.type === 'central_production')
  const choices = (group: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`floor:${group}.${value}`) }))
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 120 },
    { name: 'kind', kind: 'select', label: t('floor:equipment.kind'), required: true, half: true, options: choices('equipment_kind', kinds) },
    { name: 'location_id', kind: 'select', label: t('floor:equipment.location'), required: true, half: true, options: sites.map((site) => ({ value: site.id, label: site.name })) },
    { name: 'capacity', kind: 'decimal', label: t('floor:equipment.capacity'), required: true, half: true },
    { name: 'capacity_unit', kind: 'select', label: t('floor:equipment.capacity_unit'), required: true, half: true, options: choices('capacity_unit', ['kg', 'pieces', 'decks']) },
    { name: 'min_temp', kind: 'quantity', unit: '°C', label: t('floor:equipment.min_temp'), half: true },
    { name: 'max_temp', kind: 'quantity', unit: '°C', label: t('floor:equipment.max_temp'), half: true },
    { name: 'cost_per_hour', kind: 'money', label: t('floor:equipment.cost_per_hour'), half: true },
    { name: 'is_active', kind: 'switch', label: t('floor:equipment.in_use') },
  ]
  const capacity = (row: Equipment) => `${formatNumber(row.capacity, 0, 1)} ${t(`floor:capacity_unit.${row.capacity_unit}`)}`
  const temperature = (row: Equipment) => row.min_temp === null && row.max_temp === null ? '–' : `${formatNumber(row.min_temp, 0, 0)} … ${formatNumber(row.max_temp, 0, 0)} °C`
  const columns: Column<Equipment>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'status', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.status]} label={t(`floor:equipment_status.${row.status}`)} />, value: (row) => t(`floor:equipment_status.${row.status}`) },
    { id: 'kind', header: t('floor:equipment.kind'), cell: (row) => t(`floor:equipment_kind.${row.kind}`), value: (row) => t(`floor:equipment_kind.${row.kind}`) },
    { id: 'capacity', header: t('floor:equipment.capacity'), align: 'right', cell: capacity, value: capacity },
    { id: 'temperature', header: t('floor:equipment.temperature'), align: 'right', cell: temperature, value: temperature },
    { id: 'hours', header: t('floor:equipment.hours'), align: 'right', cell: (row) => formatNumber(row.hours_run, 0, 0), value: (row) => ({ text: row.hours_run, number: row.hours_run }) },
  ]
  return (
    <>
      <PageHeader title={t('floor:equipment.title')} lead={t('floor:equipment.lead')}>
        {isAdmin ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('floor:equipment.new')}</Button> : null}
      </PageHeader>
      <Stack gap="md">
        <DueMaintenance canDo={isMember} />
        <DataTable title={t('floor:equipment.title')} queryKey={['production', 'equipment']} fetchPage={equipmentPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} filters={[{ name: 'kind', single: true, label: t('floor:equipment.kind'), options: choices('equipment_kind', kinds) }]} empty={<EmptyState icon={Wrench} title={t('floor:equipment.empty')} text={t('floor:equipment.empty_text')} />} />
      </Stack>
      {isNew || machine ? (
        <EntityModal
          key={search.open}
          title={isNew ? t('floor:equipment.new') : (machine?.name ?? '')}
          fields={fields}
          initial={isNew ? { kind: 'oven', capacity_unit: 'pieces', location_id: sites[0]?.id ?? null, is_active: true } : Object.fromEntries(fields.map((field) => [field.name, machine?.[field.name as keyof Equipment] ?? null]))}
          version={isNew ? undefined : machine?.version}
          draftKey={`equipment:${search.open}`}
          readOnly={!isAdmin}
          savedText={t('floor:equipment.saved')}
          save={async (values, version) => { await saveMachine(isNew ? null : (search.open ?? null), values, version); await refresh() }}
          onClose={() => open(undefined)}
          actions={machine && isMember ? (
            <Group gap="xs">
              {machine.status === 'operational' ? <>
                <Button variant="subtle" color="berry" leftSection={<OctagonX size={16} />} onClick={() => setTurning({ machine, to: 'failed' })}>{t('floor:equipment.to.failed')}</Button>
                <Button variant="subtle" color="gray" leftSection={<Wrench size={16} />} onClick={() => setTurning({ machine, to: 'maintenance' })}>{t('floor:equipment.to.maintenance')}</Button>
              </> : <Button variant="subtle" leftSection={<CheckCheck size={16} />} onClick={() => setTurning({ machine, to: 'operational' })}>{t('floor:equipment.to.operational')}</Button>}
              <Button variant="subtle" color="gray" leftSection={<Thermometer size={16} />} onClick={() => setSensorOf(machine)}>{t('floor:sensor.title')}</Button>
            </Group>
          ) : null}
        >
          {machine ? <MaintenanceOf machine={machine} canAdd={isAdmin} canDo={isMember} /> : null}
        </EntityModal>
      ) : null}
      {turning ? <ConfirmDialog opened danger={turning.to === 'failed'} title={t(`floor:equipment.to.${turning.to}`)} text={turning.machine.name} confirmLabel={t(`floor:equipment.to.${turning.to}`)} reasonLabel={t(turning.to === 'operational' ? 'floor:equipment.done' : 'common:field.reason')} onConfirm={async (reason) => { await turnMachine(turning.machine.id, turning.to, reason); await refresh(); open(undefined) }} onClose={() => setTurning(null)} /> : null}
      {sensorOf ? <SensorDialog machine={sensorOf} canChange={isAdmin} onClose={() => setSensorOf(null)} /> : null}
    </>
  )
}

function useDone() {
  const { t } = useTexts()
  const client = useQueryClient()
  return async (plan: Maintenance) => { await doMaintenance(plan.id); await client.invalidateQueries({ queryKey: ['production'] }); showToast(t('floor:maintenance.noted', { name: plan.name })) }
}

function DueMaintenance({ canDo }: { canDo: boolean }) {
  const { t } = useTexts()
  const done = useDone()
  const { data } = useQuery(maintenanceOf())
  const due = (data ?? []).filter((plan) => plan.is_overdue)
  if (due.length === 0) return null
  return (
    <Alert color="wheat" icon={<Wrench size={18} aria-hidden />} title={t('floor:maintenance.due', { count: due.length })}>
      <Stack gap={6}>{due.map((plan) => <Group key={plan.id} justify="space-between" gap="xs"><span>{plan.equipment_name}: {plan.name} ({formatDay(plan.due_on)})</span>{canDo ? <Button size="compact-sm" variant="default" onClick={() => void done(plan)}>{t('floor:maintenance.done')}</Button> : null}</Group>)}</Stack>
    </Alert>
  )
}

function MaintenanceOf({ machine, canAdd, canDo }: { machine: Equipment; canAdd: boolean; canDo: boolean }) {
  const { t } = useTexts()
  const done = useDone()
  const { data } = useQuery(maintenanceOf(machine.id))
  const [adding, setAdding] = useState(false)
  const every = (plan: Maintenance) => [plan.every_days ? t('floor:maintenance.days', { count: plan.every_days }) : '', plan.every_hours ? t('floor:maintenance.hours', { hours: formatNumber(plan.every_hours, 0, 0) }) : ''].filter(Boolean).join(', ')
  return (
    <Stack gap="xs" mt="md">
      {data && data.length > 0 ? <SimpleTable label={t('floor:maintenance.title')} rows={data} rowKey={(row) => row.id} columns={[
        { header: t('floor:maintenance.title'), cell: (row) => row.name },
        { header: t('floor:maintenance.every'), cell: every },
        { header: t('floor:maintenance.next'), cell: (row) => row.due_on ? formatDay(row.due_on) : '–' },
        { header: '', cell: (row) => canDo ? <Button size="compact-sm" variant="default" onClick={() => void done(row)}>{t('floor:maintenance.done')}</Button> : null },
      ]} /> : null}
      {canAdd ? <Group><Button variant="default" size="compact-md" leftSection={<Plus size={15} />} onClick={() => setAdding(true)}>{t('floor:maintenance.new')}</Button></Group> : null}
      {adding ? <MaintenanceDialog machine={machine} onClose={() => setAdding(false)} /> : null}
    </Stack>
  )
}
