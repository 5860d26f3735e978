import { ActionIcon, Button, FileInput, Group, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FileDown, FileUp, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { itemNames, useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { download } from '@/lib/csv'
import { formatDay } from '@/lib/dates'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { Panel } from '@/ui/panel'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { deleteDocument, documentFile, documents, saveDocument, type SupplierDocument } from './api/records'

const kinds: SupplierDocument['kind'][] = ['certificate', 'specification', 'insurance', 'contract']

/** Certificates, specification sheets, insurances and contracts, the first to expire first. */
export function DocumentsPanel({ supplierId }: { supplierId: string }) {
  const { t } = useTexts()
  const items = useItemNames()
  const isMember = useMay('member')
  const { data } = useQuery(documents(supplierId))
  const [editing, setEditing] = useState<SupplierDocument | 'new' | null>(null)
  const expiry = (row: SupplierDocument) => {
    if (row.expires_in_days === null) return '–'
    const text = row.expires_in_days < 0 ? t('suppliers:document.expired') : row.expires_in_days <= 30 ? t('suppliers:document.expires_in', { count: row.expires_in_days }) : null
    return <Group gap="xs">{formatDay(row.expires_on)}{text ? <StatusChip tone={row.expires_in_days < 0 ? 'bad' : 'warn'} label={text} /> : null}</Group>
  }
  return (
    <Panel title={t('suppliers:document.title')} aside={isMember ? <Button size="compact-sm" variant="default" leftSection={<Plus size={15} />} onClick={() => setEditing('new')}>{t('suppliers:document.new')}</Button> : null}>
      {data && data.length === 0 ? <Text c="dimmed">{t('suppliers:document.none')}</Text> : (
        <SimpleTable label={t('suppliers:document.title')} rows={data ?? []} rowKey={(row) => row.id} columns={[
          { header: t('suppliers:document.name'), cell: (row) => <>{row.title}{row.item_id ? <Text span size="sm" c="dimmed"> {items.get(row.item_id)?.name}</Text> : null}</> },
          { header: t('suppliers:document.kind'), cell: (row) => t(`suppliers:document_kind.${row.kind}`) },
          { header: t('suppliers:document.reference'), cell: (row) => row.reference ?? '–' },
          { header: t('suppliers:document.expires_on'), cell: expiry },
          { header: t('suppliers:document.file'), cell: (row) => (row.file_name ? <Button size="compact-sm" variant="subtle" leftSection={<FileDown size={15} />} onClick={() => void documentFile(row.supplier_id, row.id).then((blob) => download(blob, blob.type, row.file_name!))}>{row.file_name}</Button> : '–') },
          ...(isMember ? [{ header: <span className="visually-hidden">{t('common:action.edit')}</span>, cell: (row: SupplierDocument) => <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('common:action.edit')}: ${row.title}`} onClick={() => setEditing(row)}><Pencil size={16} /></ActionIcon> }] : []),
        ]} />
      )}
      {editing ? <DocumentDialog supplierId={supplierId} document={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  )
}

function DocumentDialog({ supplierId, document, onClose }: { supplierId: string; document: SupplierDocument | null; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const { data: items } = useQuery(itemNames())
  const [kind, setKind] = useState<SupplierDocument['kind']>(document?.kind ?? 'certificate')
  const [title, setTitle] = useState(document?.title ?? '')
  const [reference, setReference] = useState(document?.reference ?? '')
  const [item, setItem] = useState<string | null>(document?.item_id ?? null)
  const [issued, setIssued] = useState<string | null>(document?.issued_on ?? null)
  const [expires, setExpires] = useState<string | null>(document?.expires_on ?? null)
  const [scan, setScan] = useState<File | null>(null)
  const drop = async () => { await deleteDocument(document!); await client.invalidateQueries({ queryKey: ['suppliers'] }); onClose() }
  return (
    <ActDialog title={document?.title ?? t('suppliers:document.new')} act={t('common:action.save')} ready={title.trim() !== '' && !(issued && expires && expires < issued)} run={() => saveDocument(supplierId, document, { kind, title: title.trim(), reference: reference.trim() || null, item_id: kind === 'specification' ? item : null, issued_on: issued, expires_on: expires }, scan)} done={t('suppliers:document.saved')} refresh={['suppliers']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select label={t('suppliers:document.kind')} data={kinds.map((value) => ({ value, label: t(`suppliers:document_kind.${value}`) }))} value={kind} onChange={(value) => setKind(value as SupplierDocument['kind'])} />
        <TextInput data-autofocus label={t('suppliers:document.name')} withAsterisk maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <TextInput label={t('suppliers:document.reference')} maxLength={100} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
        {kind === 'specification' ? <Select searchable clearable label={t('suppliers:prices.item')} data={(items ?? []).map((row) => ({ value: row.id, label: row.name }))} value={item} onChange={setItem} /> : null}
        <DateInput label={t('suppliers:document.issued_on')} value={issued} onChange={setIssued} />
        <DateInput label={t('suppliers:document.expires_on')} value={expires} onChange={setExpires} />
        <FileInput label={t('suppliers:document.file')} description="PDF, JPEG, PNG" placeholder={document?.file_name ?? undefined} clearable leftSection={<FileUp size={16} aria-hidden />} accept="application/pdf,image/jpeg,image/png" value={scan} onChange={setScan} />
      </SimpleGrid>
      {document && isAdmin ? <Button variant="subtle" color="berry" size="compact-sm" leftSection={<Trash2 size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => void drop()}>{t('suppliers:document.remove')}</Button> : null}
    </ActDialog>
  )
}
