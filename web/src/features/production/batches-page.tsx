import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CookingPot, Flag, Play } from 'lucide-react'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { batchPage, moveBatch, oneBatch, type Batch, type BatchStatus } from './api/batch-list'
import { ModalTitle } from '@/ui/modal-title'

const tones: Record<string, Tone> = { pending: 'plain', in_progress: 'accent', on_hold: 'warn', quality_check: 'info', completed: 'good', failed: 'bad', cancelled: 'bad' }
const next: Record<string, BatchStatus[]> = { pending: ['in_progress', 'cancelled'], in_progress: ['on_hold', 'completed', 'failed'], on_hold: ['in_progress', 'cancelled', 'failed'], quality_check: ['completed', 'in_progress', 'failed'] }

export function BatchesPage() {
  const { t, instant, quantity } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const { data: batch } = useQuery({ ...oneBatch(search.open ?? ''), enabled: Boolean(search.open) })
  const name = (row: Batch) => row.name
  const unit = (row: Batch) => t(`common:unit.${row.unit}`, { defaultValue: row.unit })
  const columns: Column<Batch>[] = [
    { id: 'name', header: t('production:batch.name'), phone: 'title', cell: name, value: name },
    { id: 'number', header: t('production:batch.number'), hidden: true, phone: 'none', cell: (row) => row.number, value: (row) => row.number },
    { id: 'status', header: t('common:field.status'), cell: (row) => <StatusChip tone={tones[row.status] ?? 'plain'} label={t(`production:batch_status.${row.status}`)} />, value: (row) => t(`production:batch_status.${row.status}`) },
    { id: 'start', header: t('production:batch.start'), sort: 'planned_start', cell: (row) => <span className="numbers">{instant(row.planned_start)}</span>, value: (row) => instant(row.planned_start) },
    { id: 'planned', header: t('production:batch.planned'), align: 'right', phone: 'corner', cell: (row) => quantity(row.planned_quantity, row.unit), value: (row) => ({ text: row.planned_quantity, number: row.planned_quantity }) },
    { id: 'actual', header: t('production:batch.actual'), align: 'right', cell: (row) => quantity(row.actual_quantity, row.unit), value: (row) => ({ text: row.actual_quantity ?? '', number: row.actual_quantity ?? undefined }) },
    { id: 'kind', header: t('production:batch.kind'), cell: (row) => t(`production:batch_kind.${row.kind}`), value: (row) => t(`production:batch_kind.${row.kind}`) },
  ]
  return (
    <>
      <PageHeader title={t('production:batch.title')} lead={t('production:batch.lead')} />
      <DataTable
        title={t('production:batch.title')}
        queryKey={['production', 'batches']}
        fetchPage={batchPage}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => open(row.id)}
        filters={[{ name: 'status', single: true, label: t('common:field.status'), options: Object.keys(tones).map((status) => ({ value: status, label: t(`production:batch_status.${status}`) })) }]}
        empty={<EmptyState icon={CookingPot} title={t('production:batch.empty')} text={t('production:batch.empty_text')} />}
      />
      {search.open && batch ? <BatchModal key={batch.id} batch={batch} name={name(batch)} unit={unit(batch)} onClose={() => open(undefined)} /> : null}
    </>
  )
}

function BatchModal({ batch, name, unit, onClose }: { batch: Batch; name: string; unit: string; onClose: () => void }) {
  const { t, instant, quantity: planned } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const [quantity, setQuantity] = useState<string | null>(batch.actual_quantity ?? batch.planned_quantity)
  const [reason, setReason] = useState('')
  const move = useMutation({
    mutationFn: (to: BatchStatus) => moveBatch(batch, to, to === 'completed' ? quantity : null, reason.trim() || null),
    onSuccess: () => { void client.invalidateQueries({ queryKey: ['production'] }); void client.invalidateQueries({ queryKey: ['dashboard'] }); showToast(t('production:batch.saved', { name })); onClose() },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  const targets = isMember ? (next[batch.status] ?? []) : []
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{name}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Group gap="xs"><StatusChip tone={tones[batch.status] ?? 'plain'} label={t(`production:batch_status.${batch.status}`)} /><span className="numbers">{batch.number}</span></Group>
        <div className="numbers">{t('production:batch.times', { start: instant(batch.planned_start), end: instant(batch.planned_end), quantity: planned(batch.planned_quantity, batch.unit) })}</div>
        {batch.materials.length > 0 ? <MaterialList batch={batch} /> : null}
        {targets.includes('completed') ? <QuantityInput label={t('production:batch.actual')} unit={unit} value={quantity} onChange={setQuantity} /> : null}
        {targets.some((target) => ['on_hold', 'failed', 'cancelled'].includes(target)) ? <TextInput label={t('common:field.reason')} description={t('production:batch.reason_help')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} /> : null}
        <Group gap="xs" justify="flex-end">
          {targets.map((target) => (
            <Button key={target} variant={target === 'in_progress' || target === 'completed' ? 'filled' : 'default'} leftSection={target === 'in_progress' ? <Play size={15} /> : target === 'completed' ? <Flag size={15} /> : undefined} loading={move.isPending && move.variables === target} disabled={['on_hold', 'failed', 'cancelled'].includes(target) && reason.trim().length < 3} onClick={() => move.mutate(target)}>{t(`production:batch.to.${target}`)}</Button>
          ))}
        </Group>
      </Stack>
    </Modal>
  )
}

function MaterialList({ batch }: { batch: Batch }) {
  const { t, quantity } = useTexts()
  const items = useItemNames()
  return (
    <SimpleTable label={t('production:batch.materials')} rows={batch.materials} rowKey={(row) => row.item_id} columns={[
      { header: t('production:batch.material'), cell: (row) => items.get(row.item_id)?.name ?? '–' },
      { header: t('production:batch.planned'), right: true, cell: (row) => quantity(row.planned, row.unit) },
      { header: t('production:batch.lots'), cell: (row) => row.used.map((use) => use.lot_code).filter(Boolean).join(', ') || '–' },
    ]} />
  )
}
