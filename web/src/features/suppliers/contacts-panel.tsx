import { ActionIcon, Anchor, Button, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { ActDialog } from '@/ui/act-dialog'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { contacts, deleteContact, saveContact, type Contact } from './api/records'

/** The people to ring. */
export function ContactsPanel({ supplierId }: { supplierId: string }) {
  const { t } = useTexts()
  const isMember = useMay('member')
  const { data } = useQuery(contacts(supplierId))
  const [editing, setEditing] = useState<Contact | 'new' | null>(null)
  return (
    <Panel title={t('suppliers:contact.title')} aside={isMember ? <Button size="compact-sm" variant="default" leftSection={<Plus size={15} />} onClick={() => setEditing('new')}>{t('suppliers:contact.new')}</Button> : null}>
      {data && data.length === 0 ? <Text c="dimmed">{t('suppliers:contact.none')}</Text> : (
        <SimpleTable label={t('suppliers:contact.title')} rows={data ?? []} rowKey={(row) => row.id} columns={[
          { header: t('common:field.name'), cell: (row) => row.name },
          { header: t('suppliers:contact.role'), cell: (row) => row.role ?? '–' },
          { header: t('common:field.phone'), cell: (row) => (row.phone ? <Anchor href={`tel:${row.phone.replace(/\s/g, '')}`}>{row.phone}</Anchor> : '–') },
          { header: t('common:field.email'), cell: (row) => (row.email ? <Anchor href={`mailto:${row.email}`}>{row.email}</Anchor> : '–') },
          ...(isMember ? [{ header: <span className="visually-hidden">{t('common:action.edit')}</span>, cell: (row: Contact) => <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('common:action.edit')}: ${row.name}`} onClick={() => setEditing(row)}><Pencil size={16} /></ActionIcon> }] : []),
        ]} />
      )}
      {editing ? <ContactDialog supplierId={supplierId} contact={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  )
}

function ContactDialog({ supplierId, contact, onClose }: { supplierId: string; contact: Contact | null; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [values, setValues] = useState({ name: contact?.name ?? '', role: contact?.role ?? '', phone: contact?.phone ?? '', email: contact?.email ?? '' })
  const set = (change: Partial<typeof values>) => setValues({ ...values, ...change })
  const drop = async () => { await deleteContact(supplierId, contact!); await client.invalidateQueries({ queryKey: ['suppliers'] }); onClose() }
  const run = () => saveContact(supplierId, contact, { name: values.name.trim(), role: values.role.trim() || null, phone: values.phone.trim() || null, email: values.email.trim() || null })
  return (
    <ActDialog title={contact?.name ?? t('suppliers:contact.new')} act={t('common:action.save')} ready={values.name.trim() !== ''} run={run} refresh={['suppliers']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput data-autofocus label={t('common:field.name')} withAsterisk maxLength={120} value={values.name} onChange={(event) => set({ name: event.currentTarget.value })} />
        <TextInput label={t('suppliers:contact.role')} maxLength={120} value={values.role} onChange={(event) => set({ role: event.currentTarget.value })} />
        <TextInput type="tel" label={t('common:field.phone')} maxLength={40} value={values.phone} onChange={(event) => set({ phone: event.currentTarget.value })} />
        <TextInput type="email" label={t('common:field.email')} maxLength={254} value={values.email} onChange={(event) => set({ email: event.currentTarget.value })} />
      </SimpleGrid>
      {contact ? <Button variant="subtle" color="berry" size="compact-sm" leftSection={<Trash2 size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => void drop()}>{t('common:action.delete')}</Button> : null}
    </ActDialog>
  )
}
