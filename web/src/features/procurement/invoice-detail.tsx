import { Button, Group, Modal, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, FileText, Wallet, X } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { download } from '@/lib/csv'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney, formatQuantity, formatUnitPrice, signed } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ErrorState } from '@/ui/error-state'
import { Facts } from '@/ui/facts'
import { ModalTitle } from '@/ui/modal-title'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import type { Tone } from '@/ui/tone'
import { useTexts } from '@/ui/use-texts'
import { approveInvoice, disputeInvoice, invoiceFile, oneInvoice, payInvoice, type Invoice, type InvoiceLine } from './api/invoices'

export const invoiceTones: Record<Invoice['status'], Tone> = { captured: 'info', matched: 'good', disputed: 'bad', approved: 'good', paid: 'plain' }
const resultTones: Record<NonNullable<InvoiceLine['result']>, Tone> = { matched: 'good', price_mismatch: 'warn', quantity_mismatch: 'bad', unordered_item: 'bad' }

/** An invoice beside its order and receipts: each difference has a name, and a person says yes or no. */
export function InvoiceDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTexts()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const { data: invoice, error, refetch } = useQuery(oneInvoice(id))
  return (
    <Modal opened onClose={onClose} size="xl" fullScreen={isPhone} title={<ModalTitle>{invoice ? `${invoice.number} · ${invoice.supplier_name}` : t('buying:invoice.title')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      {error ? <ErrorState compact error={error} onRetry={() => void refetch()} /> : invoice ? <InvoiceBody invoice={invoice} /> : <Skeleton height={200} />}
    </Modal>
  )
}

function InvoiceBody({ invoice }: { invoice: Invoice }) {
  const { t, quantity, instant } = useTexts()
  const client = useQueryClient()
  const [isMember, isAdmin] = [useMay('member'), useMay('admin')]
  const [asking, setAsking] = useState<'approve' | 'dispute' | null>(null)
  const [updatePrices, setUpdatePrices] = useState(true)
  const differs = invoice.status === 'disputed'
  const dearer = invoice.lines.some((line) => line.result === 'price_mismatch')
  const done = async (work: Promise<Invoice>) => { client.setQueryData(oneInvoice(invoice.id).queryKey, await work); await Promise.all(['procurement', 'suppliers', 'dashboard'].map((key) => client.invalidateQueries({ queryKey: [key] }))) }
  const difference = (line: InvoiceLine) => [
    decimal(line.quantity_difference).gt(0) ? t('buying:invoice.more', { quantity: quantity(line.quantity_difference, line.unit_of_measure) }) : null,
    decimal(line.price_difference).eq(0) || line.ordered_price === null ? null : t('buying:invoice.other_price', { price: formatUnitPrice(line.ordered_price) }),
  ].filter(Boolean).join('; ')
  return (
    <Stack gap="md">
      <Group gap="xs"><StatusChip tone={invoiceTones[invoice.status]} label={t(`buying:invoice_status.${invoice.status}`)} />{differs && invoice.result ? <Text size="sm" fw={600}>{t(`buying:match_long.${invoice.result}`)}</Text> : null}</Group>
      <Facts small facts={[
        { name: t('purchase_orders:field.number'), value: invoice.po_number ?? '–' },
        { name: t('buying:invoice.date'), value: formatDay(invoice.invoice_date) },
        { name: t('buying:invoice.due'), value: formatDay(invoice.due_date) },
        { name: t('buying:invoice.net'), value: formatMoney(invoice.net) },
        { name: t('buying:invoice.total'), value: formatMoney(invoice.total) },
        { name: t('buying:invoice.difference'), value: signed(formatMoney(invoice.difference), invoice.difference), tone: decimal(invoice.difference).eq(0) ? 'good' : 'bad' },
      ]} />
      <SimpleTable label={t('buying:invoice.lines')} rows={invoice.lines} rowKey={(line) => `${line.po_item_id ?? line.description}-${line.quantity}-${line.unit_price}`} columns={[
        { header: t('purchase_orders:items.product'), cell: (line) => line.description },
        { header: t('buying:invoice.received'), right: true, cell: (line) => quantity(line.received_quantity, line.unit_of_measure) },
        { header: t('buying:invoice.invoiced'), right: true, cell: (line) => (line.unit_of_measure ? quantity(line.quantity, line.unit_of_measure) : formatQuantity(line.quantity)) },
        { header: t('purchase_orders:items.unit_price'), right: true, cell: (line) => formatUnitPrice(line.unit_price) },
        { header: t('buying:invoice.result'), wide: true, cell: (line) => (line.result ? <><StatusChip tone={resultTones[line.result]} label={t(`buying:match.${line.result}`)} /> <Text span size="sm" c="dimmed">{difference(line)}</Text></> : '–') },
        { header: t('buying:invoice.difference'), right: true, cell: (line) => (decimal(line.difference).eq(0) ? '–' : signed(formatMoney(line.difference), line.difference)) },
      ]} />
      {invoice.dispute_reason ? <Text size="sm">{t('buying:invoice.disputed_because', { reason: invoice.dispute_reason })}</Text> : null}
      {invoice.approved_by ? <Text size="sm" c="dimmed">{t('buying:invoice.approved_by', { name: invoice.approved_by, time: instant(invoice.approved_at) })} {invoice.accept_reason}</Text> : null}
      {dearer && differs && isAdmin ? <Switch label={t('buying:invoice.update_prices')} checked={updatePrices} onChange={(event) => setUpdatePrices(event.currentTarget.checked)} /> : null}
      <Group justify="flex-end" gap="xs">
        {invoice.file_name ? <Button variant="default" leftSection={<FileText size={16} />} onClick={() => void invoiceFile(invoice.id).then((blob) => download(blob, blob.type, invoice.file_name!))}>{t('buying:invoice.scan')}</Button> : null}
        {isMember && ['captured', 'matched', 'disputed'].includes(invoice.status) ? <Button variant="default" leftSection={<X size={16} />} onClick={() => setAsking('dispute')}>{t('buying:invoice.dispute')}</Button> : null}
        {isAdmin && (invoice.status === 'matched' || differs) ? <Button leftSection={<Check size={16} />} onClick={() => (differs ? setAsking('approve') : void done(approveInvoice(invoice.id, null, false)))}>{t(differs ? 'buying:invoice.accept' : 'buying:invoice.approve')}</Button> : null}
        {isAdmin && invoice.status === 'approved' ? <Button leftSection={<Wallet size={16} />} onClick={() => void done(payInvoice(invoice.id, null))}>{t('buying:invoice.pay')}</Button> : null}
      </Group>
      {asking ? <ConfirmDialog opened title={t(`buying:invoice.ask_${asking}`, { number: invoice.number })} text={t(`buying:invoice.ask_${asking}_text`)} confirmLabel={t(asking === 'approve' ? 'buying:invoice.accept' : 'buying:invoice.dispute')} reasonLabel={t('common:field.reason')} onConfirm={(reason) => done(asking === 'approve' ? approveInvoice(invoice.id, reason, dearer && updatePrices) : disputeInvoice(invoice.id, reason))} onClose={() => setAsking(null)} /> : null}
    </Stack>
  )
}
