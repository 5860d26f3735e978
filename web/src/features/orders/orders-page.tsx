import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardList, Plus } from 'lucide-react'
import { useMay } from '@/api/session'
import { useItemNames } from '@/api/lookups'
import { formatMoney, formatQuantity } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { orderPage, type Order } from './api/order-list'
import { OrderModal } from './order-modal'
import { orderStatuses, orderTone } from './order-rules'

export function OrdersPage() {
  const { t, instant } = useTexts()
  const navigate = useNavigate()
  const items = useItemNames()
  const isMember = useMay('member')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const lines = (row: Order) => row.lines?.map((line) => `${formatQuantity(line.quantity)} ${line.item_name ?? items.get(line.item_id)?.name ?? ''}`).join(', ') ?? ''
  const columns: Column<Order>[] = [
    { id: 'number', header: t('orders:field.number'), sort: 'order_number', phone: 'title', cell: (row) => <span className="numbers">{row.order_number}</span>, value: (row) => row.order_number },
    { id: 'customer', header: t('orders:field.customer'), cell: (row) => row.customer_name ?? '–', value: (row) => row.customer_name },
    { id: 'due', header: t('orders:field.due'), sort: 'due_at', cell: (row) => <span className="numbers">{instant(row.due_at)}</span>, value: (row) => instant(row.due_at) },
    { id: 'lines', header: t('orders:lines.title'), cell: (row) => lines(row), value: (row) => lines(row) },
    { id: 'status', header: t('common:field.status'), sort: 'status', cell: (row) => <StatusChip tone={orderTone[row.status]} label={t(`orders:status.${row.status}`)} />, value: (row) => t(`orders:status.${row.status}`) },
    { id: 'kind', header: t('orders:field.kind'), hidden: true, phone: 'none', cell: (row) => t(`orders:kind.${row.kind}`), value: (row) => t(`orders:kind.${row.kind}`) },
    { id: 'total', header: t('orders:field.total'), sort: 'total', align: 'right', phone: 'corner', cell: (row) => formatMoney(row.total), value: (row) => ({ text: row.total, number: row.total }) },
  ]
  return (
    <>
      <PageHeader title={t('orders:page.title')} lead={t('orders:page.lead')}>
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('orders:new')}</Button> : null}
      </PageHeader>
      <DataTable
        title={t('orders:page.title')}
        queryKey={['orders', 'list']}
        fetchPage={orderPage}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={(row) => open(row.id)}
        filters={[
          { name: 'status', single: true, label: t('common:field.status'), options: orderStatuses.map((status) => ({ value: status, label: t(`orders:status.${status}`) })) },
          { name: 'kind', single: true, label: t('orders:field.kind'), options: ['standard', 'pre_order', 'standing', 'custom'].map((kind) => ({ value: kind, label: t(`orders:kind.${kind}`) })) },
        ]}
        empty={<EmptyState icon={ClipboardList} title={t('orders:empty.title')} text={t('orders:empty.text')} action={isMember ? <Button onClick={() => open('new')}>{t('orders:new')}</Button> : null} />}
      />
      {search.open ? <OrderModal key={search.open} id={search.open} onClose={() => open(undefined)} onOpen={open} /> : null}
    </>
  )
}
