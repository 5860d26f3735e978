import { ActionIcon, Button, FileInput, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileUp, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { today } from '@/lib/dates'
import { decimal, sum } from '@/lib/decimal'
import { formatMoney } from '@/lib/format'
import { uuidv7 } from '@/lib/ids'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { captureInvoice, type Invoice } from './api/invoices'
import { invoiceableOrders, type PurchaseOrder } from './api/purchase-order'

interface Line { key: string; po_item_id: string | null; description: string; unit: string; quantity: string | null; unit_price: string | null }

const linesOf = (order: PurchaseOrder): Line[] => order.lines.filter((line) => decimal(line.received_quantity).gt(0)).map((line) => ({ key: line.id, po_item_id: line.id, description: line.product_name, unit: line.unit_of_measure, quantity: decimal(line.received_quantity).toFixed(), unit_price: line.unit_price }))

/** Types an invoice in: the lines start from what came of the order, so that only what differs has to be typed. */
export function CaptureDialog({ onClose, onMade }: { onClose: () => void; onMade: (invoice: Invoice) => void }) {
  const { t, timeZone } = useTexts()
  const { data: orders } = useQuery(invoiceableOrders())
  const [orderId, setOrderId] = useState<string | null>(null)
  const [number, setNumber] = useState('')
  const [date, setDate] = useState<string | null>(today(timeZone))
  const [lines, setLines] = useState<Line[]>([])
  const [net, setNet] = useState<string | null>(null)
  const [tax, setTax] = useState<string | null>(null)
  const [scan, setScan] = useState<File | null>(null)
  const order = orders?.find((row) => row.id === orderId)
  const ofLines = sum(lines.map((line) => decimal(line.quantity ?? '0').times(decimal(line.unit_price ?? '0')).toFixed(2))).toFixed(2)
  const shownNet = net ?? ofLines
  const ready = order !== undefined && number.trim() !== '' && date !== null && tax !== null && lines.length > 0 && lines.every((line) => line.quantity && decimal(line.quantity).gt(0) && line.unit_price !== null && (line.po_item_id !== null || line.description.trim() !== ''))
  const set = (key: string, change: Partial<Line>) => setLines((before) => before.map((line) => (line.key === key ? { ...line, ...change } : line)))
  const run = () => captureInvoice({
    supplier_id: order!.supplier_id,
    data: { number: number.trim(), invoice_date: date!, due_date: null, purchase_order_id: order!.id, net: shownNet, tax: tax!, total: decimal(shownNet).plus(decimal(tax!)).toFixed(2), lines: lines.map((line) => ({ po_item_id: line.po_item_id, description: line.po_item_id ? null : line.description, quantity: line.quantity!, unit_price: line.unit_price! })) },
  }, scan)
  return (
    <ActDialog title={t('buying:invoice.new')} act={t('buying:invoice.compare')} size="xl" ready={ready} run={run} onDone={onMade} refresh={['procurement', 'dashboard']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Select data-autofocus openOnFocus={false} label={t('buying:invoice.order')} withAsterisk searchable nothingFoundMessage={t('buying:invoice.no_order')} data={(orders ?? []).map((row) => ({ value: row.id, label: `${row.po_number} · ${row.supplier_name}` }))} value={orderId} onChange={(value) => { setOrderId(value); const chosen = orders?.find((row) => row.id === value); setLines(chosen ? linesOf(chosen) : []) }} />
        <TextInput label={t('buying:invoice.number')} withAsterisk maxLength={60} value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
        <DateInput label={t('buying:invoice.date')} withAsterisk value={date} onChange={setDate} />
      </SimpleGrid>
      {order ? (
        <Stack gap="xs">
          <Text size="sm" c="dimmed">{t('buying:invoice.from_receipt')}</Text>
          {lines.map((line) => (
            <Group key={line.key} gap="xs" wrap="wrap" align="end">
              {line.po_item_id ? <Text style={{ flex: '1 1 160px' }}>{line.description}</Text> : <TextInput style={{ flex: '1 1 160px' }} label={t('buying:invoice.what')} value={line.description} onChange={(event) => set(line.key, { description: event.currentTarget.value })} />}
              <QuantityInput w={130} aria-label={`${t('purchase_orders:items.quantity')}: ${line.description}`} unit={line.unit} value={line.quantity} onChange={(quantity) => set(line.key, { quantity })} />
              <QuantityInput w={130} aria-label={`${t('purchase_orders:items.unit_price')}: ${line.description}`} unit="€" decimals={2} value={line.unit_price} onChange={(unit_price) => set(line.key, { unit_price })} />
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`${t('purchase_orders:items.remove')}: ${line.description}`} onClick={() => setLines(lines.filter((other) => other.key !== line.key))}><Trash2 size={17} /></ActionIcon>
            </Group>
          ))}
          <Button variant="subtle" size="compact-sm" leftSection={<Plus size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => setLines([...lines, { key: uuidv7(), po_item_id: null, description: '', unit: '', quantity: '1', unit_price: null }])}>{t('buying:invoice.add_line')}</Button>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <QuantityInput label={t('buying:invoice.net')} description={t('buying:invoice.sum', { amount: formatMoney(ofLines) })} unit="€" decimals={2} value={shownNet} onChange={setNet} />
            <QuantityInput label={t('buying:invoice.tax')} withAsterisk description={t('buying:invoice.tax_help')} unit="€" decimals={2} value={tax} onChange={setTax} />
            <FileInput label={t('buying:invoice.scan')} description="PDF, JPEG, PNG" clearable leftSection={<FileUp size={16} aria-hidden />} accept="application/pdf,image/jpeg,image/png" value={scan} onChange={setScan} />
          </SimpleGrid>
        </Stack>
      ) : null}
    </ActDialog>
  )
}
