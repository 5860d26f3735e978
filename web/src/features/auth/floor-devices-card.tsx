import { ActionIcon, Button, Group, Modal, PasswordInput, Select, Skeleton, Stack, Switch, Text, TextInput, Tooltip } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine, Plus, QrCode, TabletSmartphone, Trash2, UserPlus, Users } from 'lucide-react'
import encodeQR from 'qr'
import { useMemo, useState } from 'react'
import { locationNames } from '@/api/lookups'
import { Problem } from '@/api/problem'
import { useMay } from '@/api/session'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { ModalTitle } from '@/ui/modal-title'
import { Panel } from '@/ui/panel'
import { useFieldText, useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { addDevice, floorDevices, floorWorkers, newCode, revokeDevice, saveWorker, type FloorDevice, type FloorWorker, type Pairing } from './api/floor'

/** The tablets of the bakehouse and the people who work at them. */
export function FloorDevicesCard() {
  return <Stack gap="md"><Devices /><Workers /></Stack>
}

function Devices() {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const { data, error, refetch } = useQuery({ ...floorDevices(), enabled: isAdmin })
  const { data: locations } = useQuery(locationNames())
  const [adding, setAdding] = useState(false)
  const [pairing, setPairing] = useState<Pairing | null>(null)
  const [revoking, setRevoking] = useState<FloorDevice | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['auth', 'floor-devices'] })
  const code = useMutation({ mutationFn: newCode, onSuccess: async (made) => { setPairing(made); await refresh() }, onError: (problem) => showToast(problemText(problem), 'bad') })
  if (!isAdmin) return <Panel title={t('settings:devices.title')}><Text>{t('errors:forbidden')}</Text></Panel>
  return (
    <Panel title={t('settings:devices.title')} aside={<Button leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>{t('settings:devices.add')}</Button>}>
      <Stack gap="md">
        <Text c="dimmed">{t('settings:devices.lead')}</Text>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={120} /> : data.length === 0 ? <EmptyState icon={TabletSmartphone} title={t('settings:devices.none')} /> : (
          <SimpleTable
            label={t('settings:devices.title')}
            rows={data}
            rowKey={(row) => row.id}
            columns={[
              { header: t('common:field.name'), cell: (row) => <b>{row.name}</b> },
              { header: t('settings:devices.location'), cell: (row) => locations?.find((one) => one.id === row.location_id)?.name ?? '–' },
              { header: t('settings:devices.used'), cell: (row) => row.last_used_at ? instant(row.last_used_at) : <StatusChip tone="plain" label={t('settings:devices.unused')} /> },
              {
                header: '', right: true, cell: (row) => (
                  <Group gap={4} wrap="nowrap" justify="flex-end">
                    <Tooltip label={t('settings:devices.new_code')}><ActionIcon variant="subtle" color="gray" aria-label={`${t('settings:devices.new_code')}: ${row.name}`} onClick={() => code.mutate(row.id)}><QrCode size={17} /></ActionIcon></Tooltip>
                    <Tooltip label={t('settings:devices.revoke')}><ActionIcon variant="subtle" color="gray" aria-label={`${t('settings:devices.revoke')}: ${row.name}`} onClick={() => setRevoking(row)}><Trash2 size={17} /></ActionIcon></Tooltip>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Stack>
      {adding ? <AddDialog onClose={() => setAdding(false)} onDone={async (made) => { setAdding(false); setPairing(made); await refresh() }} /> : null}
      {pairing ? <PairingDialog pairing={pairing} onClose={() => { setPairing(null); void refresh() }} /> : null}
      {revoking ? <ConfirmDialog opened danger title={t('settings:devices.revoke_title', { name: revoking.name })} text={t('settings:devices.revoke_text')} confirmLabel={t('settings:devices.revoke')} onConfirm={async () => { await revokeDevice(revoking.id); await refresh() }} onClose={() => setRevoking(null)} /> : null}
    </Panel>
  )
}

function AddDialog({ onClose, onDone }: { onClose: () => void; onDone: (made: Pairing) => Promise<void> }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const { data: locations } = useQuery(locationNames())
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const location = chosen ?? locations?.find((one) => one.type === 'central_production')?.id ?? locations?.[0]?.id ?? null
  const add = useMutation({ mutationFn: () => addDevice(name.trim(), location!), onSuccess: onDone })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{t('settings:devices.add')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={(event) => { event.preventDefault(); add.mutate() }}>
        <Stack gap="md">
          <TextInput label={t('common:field.name')} value={name} maxLength={80} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
          <Select label={t('settings:devices.location')} data={(locations ?? []).map((one) => ({ value: one.id, label: one.name }))} value={location} onChange={setChosen} />
          {add.error ? <Text c="var(--bad)" role="alert">{problemText(add.error)}</Text> : null}
          <Group justify="flex-end"><Button type="submit" loading={add.isPending} disabled={!name.trim() || !location}>{t('settings:devices.add')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}

function PairingDialog({ pairing, onClose }: { pairing: Pairing; onClose: () => void }) {
  const { t, time } = useTexts()
  const link = pairing.setup_link ?? pairing.link
  const picture = useMemo(() => `data:image/svg+xml;utf8,${encodeURIComponent(encodeQR(link, 'svg'))}`, [link])
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{t('settings:devices.pair_title', { name: pairing.device.name })}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md" align="center">
        <img src={picture} alt={link} width={240} height={240} style={{ background: '#fff', padding: 8, borderRadius: 8 }} />
        <Text fw={700} size="xl" ff="monospace">{pairing.code}</Text>
        <Text>{t('settings:devices.code_text', { link: link.split('?')[0], time: time(pairing.expires_at) })}</Text>
      </Stack>
    </Modal>
  )
}

function Workers() {
  const { t, time } = useTexts()
  const isAdmin = useMay('admin')
  const { data, error, refetch } = useQuery({ ...floorWorkers(), enabled: isAdmin })
  const [editing, setEditing] = useState<FloorWorker | 'new' | null>(null)
  if (!isAdmin) return null
  return (
    <Panel title={t('settings:devices.people')} aside={<Button leftSection={<UserPlus size={16} />} onClick={() => setEditing('new')}>{t('settings:workers.add')}</Button>}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={120} /> : data.length === 0 ? <EmptyState icon={Users} title={t('settings:workers.none')} /> : (
        <SimpleTable
          label={t('settings:devices.people')}
          rows={data}
          rowKey={(row) => row.id}
          columns={[
            { header: t('settings:workers.initials'), cell: (row) => <b>{row.initials}</b> },
            { header: t('common:field.name'), cell: (row) => row.name },
            { header: t('common:field.status'), cell: (row) => !row.is_active ? <StatusChip tone="plain" label={t('settings:workers.inactive')} /> : row.locked_until && Date.parse(row.locked_until) > Date.now() ? <StatusChip tone="bad" label={t('settings:workers.locked', { time: time(row.locked_until) })} /> : null },
            { header: '', right: true, cell: (row) => <Tooltip label={t('common:action.edit')}><ActionIcon variant="subtle" color="gray" aria-label={`${t('common:action.edit')}: ${row.name}`} onClick={() => setEditing(row)}><PencilLine size={17} /></ActionIcon></Tooltip> },
          ]}
        />
      )}
      {editing ? <WorkerDialog worker={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  )
}

function WorkerDialog({ worker, onClose }: { worker: FloorWorker | null; onClose: () => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const fieldText = useFieldText()
  const client = useQueryClient()
  const [name, setName] = useState(worker?.name ?? '')
  const [initials, setInitials] = useState(worker?.initials ?? '')
  const [pin, setPin] = useState('')
  const [isActive, setActive] = useState(worker?.is_active ?? true)
  const save = useMutation({
    mutationFn: () => saveWorker({ name: name.trim(), initials: initials.trim(), pin: pin || null, is_active: isActive }, worker),
    onSuccess: async () => { await client.invalidateQueries({ queryKey: ['auth', 'floor-workers'] }); showToast(t('settings:saved')); onClose() },
  })
  const problem = save.error ? Problem.of(save.error) : null
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{worker?.name ?? t('settings:workers.add')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={(event) => { event.preventDefault(); save.mutate() }}>
        <Stack gap="md">
          <TextInput label={t('common:field.name')} value={name} maxLength={80} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
          <TextInput label={t('settings:workers.initials')} value={initials} maxLength={4} onChange={(event) => setInitials(event.currentTarget.value.toUpperCase())} />
          <PasswordInput label={t('settings:workers.pin')} description={worker ? `${t('settings:workers.pin_stays')} ${t('settings:workers.pin_help')}` : t('settings:workers.pin_help')} inputMode="numeric" autoComplete="off" value={pin} onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))} error={fieldText(problem?.fields.pin)} visibilityToggleButtonProps={{ 'aria-label': t('auth:field.show_password') }} />
          {worker ? <Switch label={t('settings:workers.active')} checked={isActive} onChange={(event) => setActive(event.currentTarget.checked)} /> : null}
          {problem && !problem.fields.pin ? <Text c="var(--bad)" role="alert">{problemText(problem)}</Text> : null}
          <Group justify="flex-end"><Button type="submit" loading={save.isPending} disabled={!name.trim() || !initials.trim() || (!worker && pin.length < 4)}>{t('common:action.save')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  )
}
