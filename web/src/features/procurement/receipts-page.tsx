import { Button, Group, Modal, SegmentedControl, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { PackageCheck, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { supplierNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { formatMoney, formatNumber } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { ModalTitle } from '@/ui/modal-title'
import { PageHeader } from '@/ui/page-header'
import { PhotoButton } from '@/ui/photo-button'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { deliveryPage, deliveryPhoto, oneDelivery, returnPage, type Delivery, type SupplierReturn } from './api/delivery'
import { purchaseOrder } from './api/purchase-order'
import { BuyingTabs } from './buying-tabs'
import { ReturnDialog } from './return-dialog'

const tones: Record<Delivery['status'], Tone> = { scheduled: 'plain', arrived: 'info', checked: 'info', completed: 'good', rejected: 'bad' }

/** What came in, with lots, dates and temperatures; and what went back. */
export function ReceiptsPage() {
  const { t, instant } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const { data: suppliers } = useQuery(supplierNames())
  const isReturns = search.view === 'returns'
  const supplier = (id: string) => suppliers?.find((row) => row.id === id)?.name ?? '–'
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const columns: Column<Delivery>[] = [
    { id: 'number', header: t('buying:receipt.number'), phone: 'title', cell: (row) => <span className="numbers">{row.delivery_number}</span>, value: (row) => row.delivery_number },
    { id: 'supplier', header: t('purchase_orders:field.supplier'), cell: (row) => supplier(row.supplier_id), value: (row) => supplier(row.supplier_id) },
    { id: 'when', header: t('buying:receipt.when'), sort: 'received_at', cell: (row) => <span className="numbers">{instant(row.received_at)}</span>, value: (row) => instant(row.received_at) },
    { id: 'note', header: t('buying:receipt.note'), cell: (row) => row.delivery_note ?? '–', value: (row) => row.delivery_note },
    { id: 'by', header: t('buying:receipt.by'), phone: 'none', cell: (row) => row.received_by ?? '–', value: (row) => row.received_by },
    { id: 'status', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.status]} label={t(`buying:receipt_status.${row.status}`)} />, value: (row) => t(`buying:receipt_status.${row.status}`) },
  ]
  const returned: Column<SupplierReturn>[] = [
    { id: 'number', header: t('buying:return.number'), phone: 'title', cell: (row) => <span className="numbers">{row.return_number}</span>, value: (row) => row.return_number },
    { id: 'supplier', header: t('purchase_orders:field.supplier'), cell: (row) => row.supplier_name, value: (row) => row.supplier_name },
    { id: 'when', header: t('buying:receipt.when'), sort: 'returned_at', cell: (row) => <span className="numbers">{instant(row.returned_at)}</span>, value: (row) => instant(row.returned_at) },
    { id: 'what', header: t('purchase_orders:items.product'), cell: (row) => row.lines.map((line) => `${line.product_name} (${line.lot_code})`).join(', '), value: (row) => row.lines.map((line) => line.product_name).join(', ') },
    { id: 'credit', header: t('buying:return.credit'), align: 'right', phone: 'corner', cell: (row) => formatMoney(row.credit), value: (row) => ({ text: formatMoney(row.credit), number: row.credit }) },
  ]
  return (
    <>
      <PageHeader title={t('buying:receipt.title')} lead={t('buying:receipt.lead')}>
        <SegmentedControl aria-label={t('buying:receipt.title')} value={isReturns ? 'returns' : 'receipts'} onChange={(view) => void navigate({ to: '.', search: (view === 'returns' ? { view } : {}) as never, replace: true })} data={[{ value: 'receipts', label: t('buying:tab.receipts') }, { value: 'returns', label: t('buying:return.title') }]} />
      </PageHeader>
      <BuyingTabs />
      {isReturns
        ? <DataTable key="returns" title={t('buying:return.title')} searchable={false} queryKey={['procurement', 'returns']} fetchPage={returnPage} columns={returned} rowId={(row) => row.id} empty={<EmptyState icon={Undo2} title={t('buying:return.empty')} text={t('buying:return.empty_text')} />} />
        : <DataTable key="receipts" title={t('buying:receipt.title')} queryKey={['procurement', 'deliveries']} fetchPage={deliveryPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} filters={[{ name: 'status', single: true, label: t('common:field.status'), options: Object.keys(tones).map((value) => ({ value, label: t(`buying:receipt_status.${value}`) })) }]} empty={<EmptyState icon={PackageCheck} title={t('buying:receipt.empty')} text={t('buying:receipt.empty_text')} />} />}
      {search.open ? <ReceiptDetail id={search.open} onClose={() => open(undefined)} /> : null}
    </>
  )
}

function ReceiptDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, instant, quantity } = useTexts()
  const isMember = useMay('member')
  const [returning, setReturning] = useState(false)
  const { data: delivery, error, refetch } = useQuery(oneDelivery(id))
  const { data: order } = useQuery({ ...purchaseOrder(delivery?.purchase_order_id ?? ''), enabled: delivery !== undefined })
  const itemOf = (line: string) => order?.lines.find((item) => item.id === line)
  if (returning && delivery && order) return <ReturnDialog delivery={delivery} order={order} onClose={() => setReturning(false)} />
  return (
    <Modal opened onClose={onClose} size="xl" title={<ModalTitle>{delivery?.delivery_number ?? t('buying:receipt.title')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      {error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : !delivery || !order ? <Skeleton height={160} /> : (
        <Stack gap="md">
          <Facts small facts={[
            { name: t('purchase_orders:field.supplier'), value: order.supplier_name },
            { name: t('purchase_orders:field.number'), value: order.po_number },
            { name: t('buying:receipt.when'), value: instant(delivery.received_at) },
            { name: t('buying:receipt.by'), value: delivery.received_by ?? '–' },
            { name: t('buying:receipt.note'), value: delivery.delivery_note ?? '–' },
            ...(delivery.reason ? [{ name: t('common:field.reason'), value: delivery.reason }] : []),
          ]} />
          <SimpleTable label={delivery.delivery_number} rows={delivery.lines} rowKey={(line) => `${line.po_item_id}-${line.lot_code}`} rowTone={(line) => (Number(line.accepted) === 0 ? 'bad' : undefined)} columns={[
            { header: t('purchase_orders:items.product'), cell: (line) => itemOf(line.po_item_id)?.product_name ?? '–' },
            { header: t('purchase_orders:receive.lot'), cell: (line) => line.lot_code },
            { header: t('purchase_orders:receive.expires'), cell: (line) => formatDay(line.expires_on) },
            { header: t('purchase_orders:receive.delivered'), right: true, cell: (line) => quantity(line.delivered, itemOf(line.po_item_id)?.unit_of_measure) },
            { header: t('buying:receipt.accepted'), right: true, cell: (line) => quantity(line.accepted, itemOf(line.po_item_id)?.unit_of_measure) },
            { header: '°C', right: true, cell: (line) => formatNumber(line.temperature_c ?? delivery.temperature_c, 0, 1) },
            { header: t('common:field.reason'), wide: true, cell: (line) => line.rejection_reason ?? line.acceptance_reason ?? '–' },
            ...(delivery.lines.some((line) => line.photo_id) ? [{ header: t('common:photo.title'), cell: (line: Delivery['lines'][number]) => (line.photo_id ? <PhotoButton title={line.lot_code} photoKey={['procurement', 'delivery-photo', line.photo_id]} load={() => deliveryPhoto(line.photo_id!)} /> : '–') }] : []),
          ]} />
          {isMember && delivery.status === 'completed' ? <Group justify="flex-end"><Button variant="default" leftSection={<Undo2 size={16} />} onClick={() => setReturning(true)}>{t('buying:return.act')}</Button></Group> : null}
        </Stack>
      )}
    </Modal>
  )
}
