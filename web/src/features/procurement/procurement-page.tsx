import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { CircleAlert, Plus, ShoppingBasket, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { supplierNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { formatMoney } from '@/lib/format'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { purchaseOrderPage, type PurchaseOrderRow } from './api/purchase-order-list'
import { BuyingTabs } from './buying-tabs'
import { statuses, statusTone } from './order-rules'
import { PurchaseOrderModal } from './purchase-order-modal'
import { RequirementsView } from './requirements-view'

export function ProcurementPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id?: string }
  const isMember = useMay('member')
  const [view, setView] = useState<'orders' | 'plan'>('orders')
  const { data: suppliers } = useQuery(supplierNames())
  const supplierName = (row: { supplier_id: string; supplier_name?: string }) => row.supplier_name ?? suppliers?.find((supplier) => supplier.id === row.supplier_id)?.name ?? '–'
  const open = (orderId: string) => void navigate({ to: '/app/operations/procurement/orders/$id', params: { id: orderId }, search: true })
  const close = () => void navigate({ to: '/app/operations/procurement', search: true })

  const columns: Column<PurchaseOrderRow>[] = [
    { id: 'number', header: t('purchase_orders:field.number'), sort: 'po_number', phone: 'title', cell: (row) => <span className="numbers">{row.po_number}</span>, value: (row) => row.po_number },
    { id: 'supplier', header: t('purchase_orders:field.supplier'), cell: supplierName, value: supplierName },
    { id: 'status', header: t('common:field.status'), cell: (row) => <StatusChip tone={statusTone[row.status]} label={t(`purchase_orders:status.${row.status}`)} />, value: (row) => t(`purchase_orders:status.${row.status}`) },
    { id: 'priority', header: t('common:field.priority'), hidden: true, phone: 'none', cell: (row) => t(`purchase_orders:priority.${row.priority}`), value: (row) => t(`purchase_orders:priority.${row.priority}`) },
    { id: 'date', header: t('purchase_orders:field.required_delivery_date'), sort: 'required_delivery_date', cell: (row) => <span className="numbers">{formatDay(row.estimated_delivery_date ?? row.required_delivery_date)}</span>, value: (row) => formatDay(row.estimated_delivery_date ?? row.required_delivery_date) },
    { id: 'ordered', header: t('purchase_orders:field.order_date'), hidden: true, phone: 'none', cell: (row) => formatDay(row.order_date), value: (row) => formatDay(row.order_date) },
    { id: 'decision', header: t('purchase_orders:field.decision'), cell: (row) => row.auto_approved ? <StatusChip tone="good" icon={Sparkles} label={t('purchase_orders:auto_approved')} /> : row.status === 'pending_approval' && row.approval_blocked_by.length > 0 ? <StatusChip tone="warn" icon={CircleAlert} label={row.approval_blocked_by.map((rule) => t(`purchase_orders:rule_short.${rule}`)).join(', ')} /> : '–', value: (row) => (row.auto_approved ? t('purchase_orders:auto_approved') : row.approval_blocked_by.map((rule) => t(`purchase_orders:rule_short.${rule}`)).join(', ')) },
    { id: 'total', header: t('purchase_orders:field.total'), align: 'right', phone: 'corner', cell: (row) => formatMoney(row.total), value: (row) => ({ text: formatMoney(row.total), number: row.total }) },
  ]
  return (
    <>
      <PageHeader title={t('purchase_orders:page.title')} lead={t('purchase_orders:page.lead')}>
        <SegmentedControl value={view} onChange={(value) => setView(value as 'orders' | 'plan')} data={[{ value: 'orders', label: t('purchase_orders:page.orders') }, { value: 'plan', label: t('purchase_orders:page.plan') }]} />
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('purchase_orders:new')}</Button> : null}
      </PageHeader>
      <BuyingTabs />
      {view === 'plan' ? <RequirementsView /> : (
        <DataTable
          title={t('purchase_orders:page.title')}
          queryKey={['procurement', 'purchase-orders']}
          fetchPage={purchaseOrderPage}
          columns={columns}
          rowId={(row) => row.id}
          onOpen={(row) => open(row.id)}
          filters={[
            { name: 'status', single: true, label: t('common:field.status'), options: statuses.map((status) => ({ value: status, label: t(`purchase_orders:status.${status}`) })) },
            { name: 'supplier_id', label: t('purchase_orders:field.supplier'), single: true, options: (suppliers ?? []).map((supplier) => ({ value: supplier.id, label: supplier.name })) },
          ]}
          empty={<EmptyState icon={ShoppingBasket} title={t('purchase_orders:empty.title')} text={t('purchase_orders:empty.text')} />}
        />
      )}
      {id ? <PurchaseOrderModal key={id} id={id} onClose={close} onOpen={open} /> : null}
    </>
  )
}
