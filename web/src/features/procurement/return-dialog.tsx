import { Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { sendBack, type Delivery, type ReturnReason } from './api/delivery'
import type { PurchaseOrder } from './api/purchase-order'

const reasons: ReturnReason[] = ['damaged', 'quality', 'wrong_item', 'temperature', 'expired', 'recall', 'other']

/** Sends goods of a receipt back to their supplier, by lot. */
export function ReturnDialog({ delivery, order, onClose }: { delivery: Delivery; order: PurchaseOrder; onClose: () => void }) {
  const { t, quantity } = useTexts()
  const [amounts, setAmounts] = useState<Record<string, string>>({})
  const [reason, setReason] = useState<ReturnReason>('damaged')
  const [note, setNote] = useState('')
  const rows = delivery.lines.filter((line) => decimal(line.accepted).gt(0)).map((line) => ({ line, key: `${line.po_item_id}-${line.lot_code}`, item: order.lines.find((item) => item.id === line.po_item_id) }))
  const chosen = rows.filter((row) => decimal(amounts[row.key] ?? '0').gt(0))
  const run = () => sendBack({ delivery_id: delivery.id, note: note.trim() || null, lines: chosen.map(({ line, key }) => ({ po_item_id: line.po_item_id, lot_code: line.lot_code, quantity: amounts[key]!, reason })) })
  return (
    <ActDialog title={t('buying:return.of', { number: delivery.delivery_number })} act={t('buying:return.act')} ready={chosen.length > 0} run={run} done={t('buying:return.done')} refresh={['procurement', 'inventory']} onClose={onClose}>
      <Stack gap="xs">
        {rows.map(({ line, key, item }, index) => (
          <Group key={key} wrap="nowrap" align="end" justify="space-between">
            <Text>{item?.product_name} <Text span c="dimmed" size="sm">{line.lot_code} · {quantity(line.accepted, item?.unit_of_measure)}</Text></Text>
            <QuantityInput w={130} data-autofocus={index === 0 || undefined} aria-label={`${t('buying:return.quantity')}: ${item?.product_name ?? ''} ${line.lot_code}`} unit={item?.unit_of_measure} value={amounts[key] ?? null} onChange={(value) => setAmounts({ ...amounts, [key]: value ?? '0' })} />
          </Group>
        ))}
      </Stack>
      <Select label={t('common:field.reason')} data={reasons.map((value) => ({ value, label: t(`buying:return_reason.${value}`) }))} value={reason} onChange={(value) => setReason(value as ReturnReason)} />
      <Textarea label={t('common:field.notes')} autosize minRows={2} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </ActDialog>
  )
}
