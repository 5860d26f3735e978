import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, ReceiptText } from 'lucide-react'
import { supplierNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { formatDay } from '@/lib/dates'
import { formatMoney, signed } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { StatusChip } from '@/ui/status-chip'
import { useTexts } from '@/ui/use-texts'
import { invoicePage, type Invoice } from './api/invoices'
import { BuyingTabs } from './buying-tabs'
import { CaptureDialog } from './capture-dialog'
import { InvoiceDetail, invoiceTones } from './invoice-detail'

/** Suppliers' invoices, compared with what was ordered and what came. */
export function InvoicesPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const isMember = useMay('member')
  const { data: suppliers } = useQuery(supplierNames())
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const differs = (row: Invoice) => (Number(row.difference) === 0 ? '–' : signed(formatMoney(row.difference), row.difference))
  const columns: Column<Invoice>[] = [
    { id: 'number', header: t('buying:invoice.number'), phone: 'title', cell: (row) => <span className="numbers">{row.number}</span>, value: (row) => row.number },
    { id: 'supplier', header: t('purchase_orders:field.supplier'), cell: (row) => row.supplier_name, value: (row) => row.supplier_name },
    { id: 'date', header: t('buying:invoice.date'), sort: 'invoice_date', cell: (row) => <span className="numbers">{formatDay(row.invoice_date)}</span>, value: (row) => formatDay(row.invoice_date) },
    { id: 'due', header: t('buying:invoice.due'), cell: (row) => <span className="numbers">{formatDay(row.due_date)}</span>, value: (row) => formatDay(row.due_date) },
    { id: 'status', header: t('common:field.status'), cell: (row) => <StatusChip tone={invoiceTones[row.status]} label={row.result && row.result !== 'matched' && row.status === 'disputed' ? t(`buying:match.${row.result}`) : t(`buying:invoice_status.${row.status}`)} />, value: (row) => t(`buying:invoice_status.${row.status}`) },
    { id: 'difference', header: t('buying:invoice.difference'), align: 'right', cell: differs, value: (row) => ({ text: differs(row), number: row.difference }) },
    { id: 'total', header: t('buying:invoice.total'), align: 'right', phone: 'corner', cell: (row) => formatMoney(row.total), value: (row) => ({ text: formatMoney(row.total), number: row.total }) },
  ]
  const action = isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('buying:invoice.new')}</Button> : null
  return (
    <>
      <PageHeader title={t('buying:invoice.title')} lead={t('buying:invoice.lead')}>{action}</PageHeader>
      <BuyingTabs />
      <DataTable title={t('buying:invoice.title')} queryKey={['procurement', 'invoices']} fetchPage={invoicePage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} filters={[
        { name: 'status', single: true, label: t('common:field.status'), options: Object.keys(invoiceTones).map((value) => ({ value, label: t(`buying:invoice_status.${value}`) })) },
        { name: 'supplier_id', single: true, label: t('purchase_orders:field.supplier'), options: (suppliers ?? []).map((row) => ({ value: row.id, label: row.name })) },
      ]} empty={<EmptyState icon={ReceiptText} title={t('buying:invoice.empty')} text={t('buying:invoice.empty_text')} action={action} />} />
      {search.open === 'new' ? <CaptureDialog onClose={() => open(undefined)} onMade={(invoice) => open(invoice.id)} /> : search.open ? <InvoiceDetail id={search.open} onClose={() => open(undefined)} /> : null}
    </>
  )
}
