import { Alert, Button, FileButton, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, FileUp, PencilLine, Plus, Store } from 'lucide-react'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatMoney, formatNumber } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import { ErrorState } from '@/ui/error-state'
import type { Field } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { importPage, saveTill, tills, unknownProducts, uploadTillFile, type Till, type TillImport, type TillInput } from './api/tills'
import classes from './tills-page.module.css'

/** One box per till: its file goes in here, what it does not recognise waits in the mapping queue. */
export function TillsPage() {
  const { t, instant } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const isMember = useMay('member')
  const list = useQuery(tills())
  const { data: unknown } = useQuery(unknownProducts())
  const { data: locations } = useQuery(locationNames())
  const [open, setOpen] = useState<Till | 'new' | null>(null)
  const row = open === 'new' ? null : open
  const place = (id: string) => locations?.find((location) => location.id === id)?.name ?? '–'
  const till = (id: string) => list.data?.find((candidate) => candidate.id === id)?.name ?? '–'
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true, maxLength: 120 },
    { name: 'location_id', kind: 'select', label: t('pos:tills.location'), required: true, options: (locations ?? []).map((location) => ({ value: location.id, label: location.name })) },
    { name: 'is_active', kind: 'switch', label: t('pos:tills.active') },
  ]
  const number = (value: number) => ({ text: String(value), number: String(value) })
  const columns: Column<TillImport>[] = [
    { id: 'file', header: t('pos:imports.file'), phone: 'title', cell: (file) => file.file_name, value: (file) => file.file_name },
    { id: 'when', header: t('pos:imports.when'), cell: (file) => <span className="numbers">{instant(file.created_at)}</span>, value: (file) => instant(file.created_at) },
    { id: 'till', header: t('pos:imports.till'), cell: (file) => till(file.configuration_id), value: (file) => till(file.configuration_id) },
    { id: 'rows', header: t('pos:imports.rows'), align: 'right', cell: (file) => formatNumber(file.rows), value: (file) => number(file.rows) },
    { id: 'added', header: t('pos:imports.added'), align: 'right', phone: 'corner', cell: (file) => <b>{formatNumber(file.added)}</b>, value: (file) => number(file.added) },
    { id: 'repeated', header: t('pos:imports.repeated'), align: 'right', cell: (file) => formatNumber(file.repeated), value: (file) => number(file.repeated) },
    { id: 'waiting', header: t('pos:imports.waiting'), align: 'right', cell: (file) => formatNumber(file.waiting), value: (file) => number(file.waiting) },
    { id: 'units', header: t('pos:imports.units'), align: 'right', cell: (file) => formatNumber(file.units), value: (file) => ({ text: file.units, number: file.units }) },
    { id: 'total', header: t('pos:imports.total'), align: 'right', cell: (file) => formatMoney(file.total), value: (file) => ({ text: file.total, number: file.total }) },
    { id: 'errors', header: t('pos:imports.errors'), align: 'right', cell: (file) => (file.error_count === 0 ? '–' : <span style={{ color: 'var(--bad)' }}>{formatNumber(file.error_count)}</span>), value: (file) => number(file.error_count) },
  ]
  return (
    <>
      <PageHeader title={t('pos:tills.title')} lead={t('pos:tills.lead')}>
        <Button component={Link} to="/app/operations/pos/mapping" search={(unknown ? { state: 'unknown' } : {}) as never} variant="default">{unknown ? t('pos:tills.waiting', { count: unknown }) : t('pos:tills.all_known')}</Button>
        {isAdmin ? <Button leftSection={<Plus size={17} />} onClick={() => setOpen('new')}>{t('pos:tills.new')}</Button> : null}
      </PageHeader>
      <Stack gap="md">
        {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Skeleton height={150} radius="lg" /> : list.data.length === 0 ? (
          <Panel><EmptyState icon={Store} title={t('pos:tills.empty')} text={t('pos:tills.empty_text')} action={isAdmin ? <Button onClick={() => setOpen('new')}>{t('pos:tills.new')}</Button> : null} /></Panel>
        ) : (
          <div className={classes.tills}>
            {list.data.map((one) => <TillBox key={one.id} till={one} place={place(one.location_id)} mayUpload={isMember} onEdit={isAdmin ? () => setOpen(one) : undefined} />)}
          </div>
        )}
        <Title order={2} size="h4" mt="xs">{t('pos:imports.title')}</Title>
        <DataTable title={t('pos:imports.title')} searchable={false} queryKey={['pos', 'imports']} fetchPage={importPage} columns={columns} rowId={(file) => file.id} empty={<EmptyState compact icon={FileUp} title={t('pos:imports.none')} />} />
      </Stack>
      {open ? (
        <EntityModal
          title={row ? row.name : t('pos:tills.new')}
          fields={fields}
          initial={row ? { name: row.name, location_id: row.location_id, is_active: row.is_active } : { name: '', location_id: locations?.find((location) => location.type === 'retail_outlet')?.id ?? null, is_active: true }}
          version={row?.version}
          draftKey={`till:${row?.id ?? 'new'}`}
          savedText={t('pos:tills.saved')}
          save={async (values, version) => { await saveTill(row?.id ?? null, { ...values, kind: 'csv_upload' } as unknown as TillInput, version); await client.invalidateQueries({ queryKey: ['pos'] }) }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  )
}

function TillBox({ till, place, mayUpload, onEdit }: { till: Till; place: string; mayUpload: boolean; onEdit: (() => void) | undefined }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const upload = useMutation({ mutationFn: (file: File) => uploadTillFile(till.id, file), onSuccess: () => client.invalidateQueries({ queryKey: ['pos'] }) })
  const done = upload.data
  return (
    <Panel title={till.name} aside={<StatusChip tone={till.is_active ? 'good' : 'plain'} label={t(till.is_active ? 'pos:tills.active' : 'pos:tills.inactive')} />}>
      <Stack gap="sm">
        <Text c="dimmed">{place}</Text>
        {upload.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(upload.error)}</Alert> : null}
        {done ? (
          <Alert color="sage" icon={<CircleCheck size={18} aria-hidden />} role="status">
            {t('pos:imports.done', { file: done.file_name, added: done.added, repeated: done.repeated })}
            {done.waiting > 0 ? <div>{t('pos:imports.to_map', { count: done.waiting })} <Link to="/app/operations/pos/mapping" search={{ state: 'unknown' } as never}>{t('pos:imports.map')}</Link></div> : null}
            {done.errors.slice(0, 5).map((error) => <div key={`${error.row} ${error.column}`}>{t('pos:imports.row_error', { row: error.row, column: error.column, value: error.value })}</div>)}
          </Alert>
        ) : null}
        <Group gap="xs">
          {mayUpload && till.is_active ? <FileButton onChange={(file) => { if (file) upload.mutate(file) }} accept=".csv,.txt,.tsv,.xlsx,.xls,.json,.xml">{(props) => <Button {...props} leftSection={<FileUp size={17} />} loading={upload.isPending} aria-label={t('pos:tills.upload_to', { name: till.name })}>{t('pos:tills.upload')}</Button>}</FileButton> : null}
          {onEdit ? <Button variant="subtle" color="gray" leftSection={<PencilLine size={16} />} onClick={onEdit}>{t('common:action.edit')}</Button> : null}
        </Group>
      </Stack>
    </Panel>
  )
}
