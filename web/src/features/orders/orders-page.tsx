import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardList, Plus } from 'lucide-react'
import { useMay } from '@/api/session'
import { useItemNames } from '@/api/lookups'
import { formatDay } from '@/lib/dates'
import { formatMoney, formatQuantity } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { customerNames } from './api/customers'
import { orderPage, type Order } from './api/order-list'
import { OrderModal } from './order-modal'
import { orderStatuses, orderTone } from './order-rules'

export function OrdersPage() {
  const { t, weekdayShort } = useTexts()
  const navigate = useNavigate()
  const items = useItemNames()
  const isMember = useMay('member')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const { data: customers } = useQuery(customerNames())
  const customer = (row: Order) => customers?.find((candidate) => candidate.id === row.customer_id)?.name ?? '–'
  const due = (row: Order) => `${weekdayShort(row.due_on)} ${formatDay(row.due_on)}${row.due_time ? ` ${row.due_time.slice(0, 5)}` : ''}`
  const lines = (row: Order) => row.lines.map((line) => `${formatQuantity(line.quantity)} × ${items.get(line.item_id)?.name ?? ''}`).join(', ')
  const columns: Column<Order>[] = [
    { id: 'number', header: t('orders:field.number'), sort: 'order_number', phone: 'title', cell: (row) => <span className="numbers">{row.order_number}</span>, value: (row) => row.order_number },
    { id: 'customer', header: t('orders:field.customer'), cell: (row) => customer(row), value: customer },
    { id: 'due', header: t('orders:field.due'), sort: 'due_on', cell: (row) => <span className="numbers">{due(row)}</span>, value: due },
    { id: 'lines', header: t('orders:lines.title'), cell: (row) => lines(row), value: (row) => lines(row) },
    { id: 'status', header: t('common:field.status'), cell: (row) => <StatusChip tone={orderTone[row.status]} label={t(`orders:status.${row.status}`)} />, value: (row) => t(`orders:status.${row.status}`) },
    { id: 'kind', header: t('orders:field.kind'), hidden: true, phone: 'none', cell: (row) => t(`orders:kind.${row.kind}`), value: (row) => t(`orders:kind.${row.kind}`) },
    { id: 'total', header: t('orders:field.total'), align: 'right', phone: 'corner', cell: (row) => formatMoney(row.total), value: (row) => ({ text: row.total, number: row.total }) },
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
        ]}
        empty={<EmptyState icon={ClipboardList} title={t('orders:empty.title')} text={t('orders:empty.text')} action={isMember ? <Button onClick={() => open('new')}>{t('orders:new')}</Button> : null} />}
      />
      {search.open ? <OrderModal key={search.open} id={search.open} onClose={() => open(undefined)} onOpen={open} /> : null}
    </>
  )
}
