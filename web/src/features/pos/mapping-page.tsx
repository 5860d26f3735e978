import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, EyeOff, Store } from 'lucide-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { itemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatNumber } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ModalTitle } from '@/ui/modal-title'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { mapProduct, tillProducts, type TillProduct } from './api/mappings'

const tones: Record<TillProduct['state'], Tone> = { unknown: 'warn', mapped: 'good', ignored: 'plain' }

/** Products that the till knows and we do not: never a silent new item, always a person's choice. */
export function MappingPage() {
  const { t, instant } = useTexts()
  const isMember = useMay('member')
  const { data: items } = useQuery(itemNames())
  const [open, setOpen] = useState<TillProduct | null>(null)
  const name = (id: string | null) => items?.find((item) => item.id === id)?.name ?? '–'
  const columns: Column<TillProduct>[] = [
    { id: 'name', header: t('pos:mapping.external'), phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'sku', header: t('pos:mapping.sku'), cell: (row) => row.sku ?? '–', value: (row) => row.sku },
    { id: 'state', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.state]} label={t(`pos:mapping_state.${row.state}`)} />, value: (row) => t(`pos:mapping_state.${row.state}`) },
    { id: 'item', header: t('pos:mapping.item'), cell: (row) => (row.item_id ? name(row.item_id) : row.suggestion ? t('pos:mapping.suggested', { name: name(row.suggestion), percent: formatNumber(Math.round(row.confidence * 100), 0, 0) }) : '–'), value: (row) => name(row.item_id) },
    { id: 'first_seen', header: t('pos:mapping.first_seen'), cell: (row) => <span className="numbers">{instant(row.first_seen)}</span>, value: (row) => instant(row.first_seen) },
  ]
  return (
    <>
      <PageHeader title={t('pos:mapping.title')} lead={t('pos:mapping.lead')}><Button component={Link} to="/app/operations/pos" variant="default">{t('pos:mapping.back')}</Button></PageHeader>
      <DataTable searchable={false} title={t('pos:mapping.title')} queryKey={['pos', 'products']} fetchPage={tillProducts} columns={columns} rowId={(row) => row.id} {...(isMember ? { onOpen: setOpen } : {})} filters={[{ name: 'state', single: true, label: t('common:field.status'), options: Object.keys(tones).map((state) => ({ value: state, label: t(`pos:mapping_state.${state}`) })) }]} empty={<EmptyState icon={Store} title={t('pos:mapping.empty')} text={t('pos:mapping.empty_text')} />} />
      {open ? <MappingDialog key={open.id} product={open} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function MappingDialog({ product, onClose }: { product: TillProduct; onClose: () => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data: items } = useQuery(itemNames())
  const [itemId, setItemId] = useState<string | null>(product.item_id ?? product.suggestion)
  const save = useMutation({ mutationFn: (id: string | null) => mapProduct(product, id), onSuccess: async (_, id) => { await client.invalidateQueries({ queryKey: ['pos'] }); showToast(t(id ? 'pos:mapping.saved' : 'pos:mapping.ignored', { name: product.name })); onClose() } })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{product.name}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Select label={t('pos:mapping.item')} searchable data={(items ?? []).map((item) => ({ value: item.id, label: item.name }))} value={itemId} onChange={setItemId} openOnFocus={false} data-autofocus />
        {save.error ? <Text c="var(--bad)" role="alert">{problemText(save.error)}</Text> : null}
        <Group justify="space-between" gap="xs">
          <Button variant="subtle" color="gray" leftSection={<EyeOff size={16} />} disabled={save.isPending || product.state === 'ignored'} onClick={() => save.mutate(null)}>{t('pos:mapping.ignore')}</Button>
          <Button leftSection={<Check size={16} />} disabled={!itemId} loading={save.isPending} onClick={() => itemId && save.mutate(itemId)}>{t('pos:mapping.save')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
