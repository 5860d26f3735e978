import { ActionIcon, Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Repeat2, ShoppingBasket, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { supplierNames, supplierPrices, useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { textSearch, withChange } from '@/lib/table-state'
import { ActDialog } from '@/ui/act-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { deleteTemplate, oneTemplate, orderTemplate, saveTemplate, templatePage, type OrderTemplate } from './api/repeated'
import { BuyingTabs } from './buying-tabs'

/** Orders that come again and again: one touch makes a draft at today's prices. */
export function TemplatesPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const problemText = useProblemText()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const isMember = useMay('member')
  const { data: suppliers } = useQuery(supplierNames())
  const { data: template } = useQuery({ ...oneTemplate(search.open ?? ''), enabled: Boolean(search.open) && search.open !== 'new' })
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const order = useMutation({ mutationFn: orderTemplate, onSuccess: async (made) => { await client.invalidateQueries({ queryKey: ['procurement'] }); void navigate({ to: `/app/operations/procurement/orders/${made.id}` as never }) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const supplier = (row: OrderTemplate) => suppliers?.find((other) => other.id === row.supplier_id)?.name ?? '–'
  const columns: Column<OrderTemplate>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'supplier', header: t('purchase_orders:field.supplier'), cell: supplier, value: supplier },
    { id: 'lines', header: t('purchase_orders:items.title'), align: 'right', cell: (row) => row.lines.length, value: (row) => String(row.lines.length) },
    { id: 'last', header: t('buying:template.last'), cell: (row) => <span className="numbers">{formatDay(row.last_ordered_on)}</span>, value: (row) => formatDay(row.last_ordered_on) },
    { id: 'act', header: t('buying:template.order'), phone: 'corner', cell: (row) => (isMember ? <Button size="compact-sm" variant="light" leftSection={<ShoppingBasket size={15} />} loading={order.isPending && order.variables === row.id} onClick={(event) => { event.stopPropagation(); order.mutate(row.id) }}>{t('buying:template.order')}</Button> : null), value: () => null },
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('buying:template.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('buying:template.title')} lead={t('buying:template.lead')}>{action}</PageHeader>
      <BuyingTabs />
      <DataTable title={t('buying:template.title')} searchable={false} queryKey={['procurement', 'templates']} fetchPage={templatePage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} empty={<EmptyState icon={Repeat2} title={t('buying:template.empty')} text={t('buying:template.empty_text')} action={action} />} />
      {search.open === 'new' ? <TemplateDialog onClose={() => open(undefined)} /> : template ? <TemplateDialog key={template.id} template={template} onClose={() => open(undefined)} /> : null}
    </>
  )
}

interface Line { key: number; item: string | null; packs: string | null }

function TemplateDialog({ template, onClose }: { template?: OrderTemplate; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const items = useItemNames()
  const { data: suppliers } = useQuery(supplierNames())
  const [name, setName] = useState(template?.name ?? '')
  const [supplier, setSupplier] = useState<string | null>(template?.supplier_id ?? null)
  const [lines, setLines] = useState<Line[]>(template ? template.lines.map((line, key) => ({ key, item: line.item_id, packs: String(line.packs) })) : [{ key: 0, item: null, packs: null }])
  const { data: prices } = useQuery({ ...supplierPrices(supplier ?? ''), enabled: supplier !== null })
  const set = (key: number, change: Partial<Line>) => setLines((before) => before.map((line) => (line.key === key ? { ...line, ...change } : line)))
  const options = [...new Set((prices ?? []).map((row) => row.item_id))].map((id) => ({ value: id, label: items.get(id)?.name ?? id }))
  const ready = name.trim() !== '' && supplier !== null && lines.length > 0 && lines.every((line) => line.item !== null && Number(line.packs) >= 1)
  const run = () => saveTemplate(template?.id ?? null, { name: name.trim(), supplier_id: supplier!, notes: template?.notes ?? null, lines: lines.map((line) => ({ item_id: line.item!, packs: Math.round(Number(line.packs)), item_notes: null })) }, template?.version)
  const drop = async () => { await deleteTemplate(template!.id, template!.version); await client.invalidateQueries({ queryKey: ['procurement'] }); onClose() }
  return (
    <ActDialog title={template?.name ?? t('buying:template.new')} act={t('common:action.save')} ready={ready} run={run} done={t('buying:template.saved')} refresh={['procurement']} onClose={onClose}>
      <TextInput data-autofocus label={t('common:field.name')} withAsterisk maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Select label={t('purchase_orders:field.supplier')} withAsterisk searchable data={(suppliers ?? []).map((row) => ({ value: row.id, label: row.name }))} value={supplier} onChange={(value) => { setSupplier(value); if (value !== supplier) setLines([{ key: 0, item: null, packs: null }]) }} />
      <Stack gap="xs">
        {lines.map((line) => (
          <Group key={line.key} gap="xs" wrap="nowrap" align="end">
            <Select style={{ flex: 1 }} searchable label={t('purchase_orders:items.product')} disabled={supplier === null} nothingFoundMessage={t('suppliers:prices.none')} data={options} value={line.item} onChange={(item) => set(line.key, { item })} />
            <QuantityInput w={110} label={t('purchase_orders:items.packs')} unit="" value={line.packs} onChange={(packs) => set(line.key, { packs })} />
            {lines.length > 1 ? <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('purchase_orders:items.remove')} onClick={() => setLines(lines.filter((other) => other.key !== line.key))}><Trash2 size={17} /></ActionIcon> : null}
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => setLines([...lines, { key: Math.max(...lines.map((line) => line.key)) + 1, item: null, packs: null }])}>{t('purchase_orders:items.add')}</Button>
      </Stack>
      {template ? <Button variant="subtle" color="berry" size="compact-sm" leftSection={<Trash2 size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => void drop()}>{t('buying:template.remove')}</Button> : null}
    </ActDialog>
  )
}
