import { ActionIcon, Button, Group, Modal, SegmentedControl, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2, Truck } from 'lucide-react'
import { useState } from 'react'
import { itemNames, locationNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { addDays, formatDay, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatUnitPrice } from '@/lib/format'
import { ActDialog } from '@/ui/act-dialog'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { DateInput } from '@/ui/date-input'
import { EmptyState } from '@/ui/empty-state'
import { Facts } from '@/ui/facts'
import { ModalTitle } from '@/ui/modal-title'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { moveTransfer, parentBakery, requestTransfer, transferPage, type NewTransfer, type Transfer } from './api/repeated'
import { BuyingTabs } from './buying-tabs'

const tones: Record<Transfer['status'], Tone> = { requested: 'warn', approved: 'good', rejected: 'bad', in_transit: 'info', delivered: 'good' }

/** Goods that one site asks of another, or this bakery of the one it belongs to. */
export function TransfersPage() {
  const { t } = useTexts()
  const places = useLocationNames()
  const isMember = useMay('member')
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<Transfer | null>(null)
  const { data: parent } = useQuery(parentBakery())
  const [fromParent, setFromParent] = useState(false)
  const place = (id: string) => places.get(id)?.name ?? parent?.name ?? '–'
  const columns: Column<Transfer>[] = [
    { id: 'number', header: t('buying:transfer.number'), sort: 'number', phone: 'title', cell: (row) => <span className="numbers">{row.transfer_number}</span>, value: (row) => row.transfer_number },
    { id: 'from', header: t('buying:transfer.from'), cell: (row) => place(row.from_location_id), value: (row) => place(row.from_location_id) },
    { id: 'to', header: t('buying:transfer.to'), cell: (row) => receiver(row, places), value: (row) => receiver(row, places) },
    { id: 'needed', header: t('buying:transfer.needed_on'), cell: (row) => <span className="numbers">{formatDay(row.needed_on)}</span>, value: (row) => formatDay(row.needed_on) },
    { id: 'status', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.status]} label={t(`buying:transfer_status.${row.status}`)} />, value: (row) => t(`buying:transfer_status.${row.status}`) },
    { id: 'total', header: t('buying:transfer.value'), align: 'right', cell: (row) => formatMoney(row.total), value: (row) => ({ text: formatMoney(row.total), number: row.total }) },
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => setAsking(true)}>{t('buying:transfer.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('buying:transfer.title')} lead={t('buying:transfer.lead')}>{action}</PageHeader>
      <BuyingTabs />
      {parent ? <SegmentedControl mb="sm" data={[{ value: 'sites', label: t('buying:transfer.between_sites') }, { value: 'parent', label: t('buying:transfer.asked_of', { name: parent.name }) }]} value={fromParent ? 'parent' : 'sites'} onChange={(value) => setFromParent(value === 'parent')} /> : null}
      <DataTable title={t('buying:transfer.title')} searchable={false} queryKey={['procurement', 'transfers', fromParent]} fetchPage={(query) => transferPage(query, fromParent)} columns={columns} rowId={(row) => row.id} onOpen={setShown} filters={[{ name: 'status', single: true, label: t('common:field.status'), options: Object.keys(tones).map((value) => ({ value, label: t(`buying:transfer_status.${value}`) })) }]} empty={<EmptyState icon={Truck} title={t('buying:transfer.empty')} text={t('buying:transfer.empty_text')} action={action} />} />
      {asking ? <TransferDialog parent={parent?.name ?? null} onClose={() => setAsking(false)} /> : null}
      {shown ? <TransferDetail transfer={shown} fromParent={fromParent ? (parent?.name ?? null) : null} onChange={setShown} onClose={() => setShown(null)} /> : null}
    </>
  )
}

/** Who gets the goods: another bakery of the organisation, or a site of this one. */
const receiver = (transfer: Transfer, places: ReturnType<typeof useLocationNames>) => places.get(transfer.to_location_id)?.name ?? transfer.buyer_name ?? '–'

const acts: Record<Transfer['status'], ('approve' | 'reject' | 'dispatch' | 'deliver')[]> = { requested: ['reject', 'approve'], approved: ['dispatch', 'deliver'], rejected: [], in_transit: ['deliver'], delivered: [] }

function TransferDetail({ transfer, fromParent, onChange, onClose }: { transfer: Transfer; fromParent: string | null; onChange: (transfer: Transfer) => void; onClose: () => void }) {
  const { t, quantity } = useTexts()
  const places = useLocationNames()
  const client = useQueryClient()
  const problemText = useProblemText()
  const [isMember, isAdmin] = [useMay('member'), useMay('admin')]
  const [rejecting, setRejecting] = useState(false)
  const act = async (name: (typeof acts)['requested'][number], reason?: string) => {
    try {
      onChange(await moveTransfer(transfer.id, name, reason))
      await Promise.all(['procurement', 'inventory'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    } catch (problem) { showToast(problemText(problem), 'bad') }
  }
  // What was asked of the parent is decided there; here only its coming is said.
  const allowed = acts[transfer.status].filter((name) => (fromParent ? name === 'deliver' && isMember : name === 'approve' || name === 'reject' ? isAdmin : isMember))
  return (
    <Modal opened onClose={onClose} size="lg" title={<ModalTitle>{transfer.transfer_number}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <StatusChip tone={tones[transfer.status]} label={t(`buying:transfer_status.${transfer.status}`)} />
        <Facts small facts={[
          { name: t('buying:transfer.from'), value: fromParent ?? places.get(transfer.from_location_id)?.name ?? '–' },
          { name: t('buying:transfer.to'), value: receiver(transfer, places) },
          { name: t('buying:transfer.needed_on'), value: formatDay(transfer.needed_on) },
          { name: t('buying:transfer.by'), value: transfer.requested_by },
          { name: t('buying:transfer.value'), value: formatMoney(transfer.total) },
        ]} />
        <SimpleTable label={transfer.transfer_number} rows={transfer.lines} rowKey={(line) => line.item_id} columns={[
          { header: t('purchase_orders:items.product'), cell: (line) => line.product_name },
          { header: t('purchase_orders:items.quantity'), right: true, cell: (line) => quantity(line.quantity, line.unit_of_measure) },
          { header: t('purchase_orders:items.unit_price'), right: true, cell: (line) => formatUnitPrice(line.unit_price) },
        ]} />
        {transfer.rejection_reason ? <Text size="sm">{t('purchase_orders:rejected_because', { reason: transfer.rejection_reason })}</Text> : null}
        <Group justify="flex-end" gap="xs">{allowed.map((name, index) => <Button key={name} variant={index === allowed.length - 1 ? 'filled' : 'default'} onClick={() => (name === 'reject' ? setRejecting(true) : void act(name))}>{t(`buying:transfer_act.${name}`)}</Button>)}</Group>
      </Stack>
      {rejecting ? <ConfirmDialog opened danger title={t('buying:transfer.ask_reject', { number: transfer.transfer_number })} text={t('purchase_orders:ask.reject_text')} confirmLabel={t('buying:transfer_act.reject')} reasonLabel={t('common:field.reason')} onConfirm={(reason) => act('reject', reason)} onClose={() => setRejecting(false)} /> : null}
    </Modal>
  )
}

interface Line { key: number; item: string | null; quantity: string | null }

const ofParent = 'parent'

function TransferDialog({ parent, onClose }: { parent: string | null; onClose: () => void }) {
  const { t, timeZone } = useTexts()
  const { data: places } = useQuery(locationNames())
  const { data: items } = useQuery(itemNames())
  const [from, setFrom] = useState<string | null>(null)
  const [to, setTo] = useState<string | null>(null)
  const [needed, setNeeded] = useState<string | null>(addDays(today(timeZone), 1))
  const [lines, setLines] = useState<Line[]>([{ key: 0, item: null, quantity: null }])
  const source = from ?? places?.find((row) => row.type === 'central_production')?.id ?? (parent ? ofParent : null)
  const set = (key: number, change: Partial<Line>) => setLines((before) => before.map((line) => (line.key === key ? { ...line, ...change } : line)))
  const sites = (places ?? []).map((row) => ({ value: row.id, label: row.name }))
  const ready = source !== null && to !== null && to !== source && needed !== null && lines.every((line) => line.item !== null && decimal(line.quantity ?? '0').gt(0))
  const made = lines.every((line) => items?.find((item) => item.id === line.item)?.item_type === 'finished_product')
  const run = () => requestTransfer({ transfer_type: made ? 'finished_goods' : 'raw_materials', from_location_id: source === ofParent ? null : source, to_location_id: to!, needed_on: needed!, markup_percent: '0', note: null, lines: lines.map((line) => ({ item_id: line.item!, quantity: line.quantity! })) } satisfies NewTransfer)
  return (
    <ActDialog title={t('buying:transfer.new')} act={t('buying:transfer.ask')} size="lg" ready={ready} run={run} done={t('buying:transfer.asked')} refresh={['procurement']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Select label={t('buying:transfer.from')} withAsterisk data={parent ? [{ value: ofParent, label: parent }, ...sites] : sites} value={source} onChange={setFrom} />
        <Select data-autofocus label={t('buying:transfer.to')} withAsterisk data={sites.filter((row) => row.value !== source)} value={to} onChange={setTo} />
        <DateInput label={t('buying:transfer.needed_on')} withAsterisk value={needed} onChange={setNeeded} />
      </SimpleGrid>
      <Stack gap="xs">
        {lines.map((line) => (
          <Group key={line.key} gap="xs" wrap="nowrap" align="end">
            <Select style={{ flex: 1 }} searchable label={t('purchase_orders:items.product')} data={(items ?? []).filter((item) => !lines.some((other) => other.key !== line.key && other.item === item.id)).map((item) => ({ value: item.id, label: item.name }))} value={line.item} onChange={(item) => set(line.key, { item })} />
            <QuantityInput w={130} label={t('purchase_orders:items.quantity')} unit={items?.find((item) => item.id === line.item)?.stock_unit} value={line.quantity} onChange={(quantity) => set(line.key, { quantity })} />
            {lines.length > 1 ? <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('purchase_orders:items.remove')} onClick={() => setLines(lines.filter((other) => other.key !== line.key))}><Trash2 size={17} /></ActionIcon> : null}
          </Group>
        ))}
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => setLines([...lines, { key: Math.max(...lines.map((line) => line.key)) + 1, item: null, quantity: null }])}>{t('purchase_orders:items.add')}</Button>
      </Stack>
    </ActDialog>
  )
}
