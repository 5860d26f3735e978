import { ActionIcon, Button, Group, Modal, MultiSelect, Select, Skeleton, Stack, TextInput, Tooltip } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine, Trash2, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { useMay, useSession, type Role } from '@/api/session'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Email } from '@/ui/email'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { changeMember, invitations, invite, members, removeMember, revokeInvitation, type Member } from './api/members'
import { ModalTitle } from '@/ui/modal-title'

const roles: Role[] = ['viewer', 'member', 'admin', 'owner']

export function TeamPage() {
  const { t, instant, list } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { userId } = useSession()
  const isAdmin = useMay('admin')
  const people = useQuery(members())
  const open = useQuery(invitations())
  const { data: locations } = useQuery(locationNames())
  const [editing, setEditing] = useState<Member | null>(null)
  const [removing, setRemoving] = useState<Member | null>(null)
  const [inviting, setInviting] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: ['tenant'] })
  const revoke = useMutation({ mutationFn: revokeInvitation, onSuccess: refresh, onError: (problem) => showToast(problemText(problem), 'bad') })
  return (
    <>
      <PageHeader title={t('settings:team.title')} lead={t('settings:team.lead')}>
        {isAdmin ? <Button leftSection={<UserPlus size={17} />} onClick={() => setInviting(true)}>{t('settings:team.invite')}</Button> : null}
      </PageHeader>
      <Stack gap="md">
        <Panel>
          {people.error ? <ErrorState error={people.error} onRetry={() => void people.refetch()} /> : !people.data ? <Skeleton height={160} /> : (
            <SimpleTable
              label={t('settings:team.title')}
              rows={people.data}
              rowKey={(row) => row.user_id}
              columns={[
                { header: t('common:field.name'), cell: (row) => <b>{row.name}{row.user_id === userId ? ` (${t('settings:team.you')})` : ''}</b> },
                { header: t('common:field.email'), cell: (row) => <Email address={row.email} /> },
                { header: t('settings:team.role'), cell: (row) => <StatusChip tone={row.role === 'owner' ? 'accent' : row.role === 'admin' ? 'info' : 'plain'} label={t(`settings:role.${row.role}`)} /> },
                { header: t('settings:team.locations'), cell: (row) => row.location_ids.length === 0 ? t('settings:team.all_locations') : list(row.location_ids.map((id) => locations?.find((location) => location.id === id)?.name ?? '–')) },
                { header: '', right: true, cell: (row) => isAdmin && row.user_id !== userId ? <Group gap={4} wrap="nowrap" justify="flex-end"><Tooltip label={t('common:action.edit')}><ActionIcon variant="subtle" color="gray" aria-label={`${t('common:action.edit')}: ${row.name}`} onClick={() => setEditing(row)}><PencilLine size={17} /></ActionIcon></Tooltip><Tooltip label={t('settings:team.remove')}><ActionIcon variant="subtle" color="gray" aria-label={`${t('settings:team.remove')}: ${row.name}`} onClick={() => setRemoving(row)}><Trash2 size={17} /></ActionIcon></Tooltip></Group> : null },
              ]}
            />
          )}
        </Panel>
        {open.data && open.data.length > 0 ? (
          <Panel title={t('settings:team.invitations')}>
            <SimpleTable
              label={t('settings:team.invitations')}
              rows={open.data}
              rowKey={(row) => row.id}
              columns={[
                { header: t('common:field.email'), cell: (row) => <Email address={row.email} /> },
                { header: t('settings:team.role'), cell: (row) => t(`settings:role.${row.role}`) },
                { header: t('settings:team.expires'), cell: (row) => instant(row.expires_at) },
                { header: '', right: true, cell: (row) => isAdmin ? <Button variant="subtle" size="compact-sm" color="berry" onClick={() => revoke.mutate(row.id)}>{t('settings:team.revoke')}</Button> : null },
              ]}
            />
          </Panel>
        ) : null}
      </Stack>
      {inviting ? <InviteDialog onClose={() => setInviting(false)} onDone={refresh} /> : null}
      {editing ? <MemberDialog member={editing} onClose={() => setEditing(null)} onDone={refresh} /> : null}
      {removing ? <ConfirmDialog opened danger title={t('settings:team.remove_title', { name: removing.name })} text={t('settings:team.remove_text')} confirmLabel={t('settings:team.remove')} onConfirm={async () => { await removeMember(removing); await refresh() }} onClose={() => setRemoving(null)} /> : null}
    </>
  )
}

function InviteDialog({ onClose, onDone }: { onClose: () => void; onDone: () => Promise<unknown> }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('member')
  const send = useMutation({ mutationFn: () => invite(email.trim(), role), onSuccess: async () => { showToast(t('settings:team.invited', { email })); await onDone(); onClose() } })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{t('settings:team.invite')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <TextInput label={t('common:field.email')} type="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} error={send.error ? problemText(send.error) : undefined} data-autofocus />
        <Select label={t('settings:team.role')} data={roles.filter((value) => value !== 'owner').map((value) => ({ value, label: t(`settings:role.${value}`) }))} value={role} onChange={(value) => value && setRole(value as Role)} description={t(`settings:role_text.${role}`)} />
        <Group justify="flex-end"><Button loading={send.isPending} disabled={!email.includes('@')} onClick={() => send.mutate()}>{t('settings:team.send_invitation')}</Button></Group>
      </Stack>
    </Modal>
  )
}

function MemberDialog({ member, onClose, onDone }: { member: Member; onClose: () => void; onDone: () => Promise<unknown> }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const isOwner = useMay('owner')
  const { data: locations } = useQuery(locationNames())
  const [role, setRole] = useState<Role>(member.role)
  const [places, setPlaces] = useState(member.location_ids)
  const save = useMutation({ mutationFn: () => changeMember(member, role, places), onSuccess: async () => { showToast(t('settings:saved')); await onDone(); onClose() } })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{member.name}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Select label={t('settings:team.role')} data={roles.filter((value) => value !== 'owner' || isOwner).map((value) => ({ value, label: t(`settings:role.${value}`) }))} value={role} onChange={(value) => value && setRole(value as Role)} description={t(`settings:role_text.${role}`)} error={save.error ? problemText(save.error) : undefined} />
        <MultiSelect label={t('settings:team.locations')} description={t('settings:team.locations_help')} data={(locations ?? []).map((location) => ({ value: location.id, label: location.name }))} value={places} onChange={setPlaces} hidePickedOptions />
        <Group justify="flex-end"><Button loading={save.isPending} onClick={() => save.mutate()}>{t('common:action.save')}</Button></Group>
      </Stack>
    </Modal>
  )
}
