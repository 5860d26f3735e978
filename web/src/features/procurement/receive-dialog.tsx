import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { addDays, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { DateInput } from '@/ui/date-input'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { receiveDelivery } from './api/delivery'
import type { PurchaseOrder } from './api/purchase-order'
import classes from './receive-dialog.module.css'
import { ModalTitle } from '@/ui/modal-title'

interface Line { id: string; name: string; unit: string; remaining: string; price: string; delivered: string; rejected: string; reason: string; lot: string; expires: string | null }

/** Goods in: what came, what was refused, lot and expiry. Quantities start at what is still missing. */
export function ReceiveDialog({ order, onClose, onDone }: { order: PurchaseOrder; onClose: () => void; onDone: () => void }) {
  const { t, timeZone, quantity } = useTexts()
  const problemText = useProblemText()
  const [lines, setLines] = useState<Line[]>(() => order.lines.filter((item) => decimal(item.remaining_quantity).gt(0)).map((item) => ({ id: item.id, name: item.product_name, unit: item.unit_of_measure, remaining: item.remaining_quantity, price: item.unit_price, delivered: decimal(item.remaining_quantity).toFixed(), rejected: '0', reason: '', lot: '', expires: addDays(today(timeZone), 90) })))
  const [temperature, setTemperature] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const set = (index: number, change: Partial<Line>) => setLines((before) => before.map((line, position) => (position === index ? { ...line, ...change } : line)))
  const ready = lines.every((line) => decimal(line.delivered).eq(0) || line.lot.trim().length >= 2) && lines.some((line) => decimal(line.delivered).gt(0))
  const receive = async () => {
    setBusy(true)
    setError(null)
    try {
      const over = lines.find((line) => decimal(line.delivered).gt(decimal(line.remaining).times('1.1')))
      await receiveDelivery(order.id, {
        received_at: new Date().toISOString(), carrier: null, temperature_c: temperature as string, reason: over ? over.reason.trim() : null,
        lines: lines.filter((line) => decimal(line.delivered).gt(0)).map((line) => ({ po_item_id: line.id, delivered: line.delivered, accepted: decimal(line.delivered).minus(decimal(line.rejected)).toFixed(), lot_code: line.lot.trim(), expires_on: line.expires, expiry_kind: null, unit_price: line.price, temperature_c: temperature as string, rejection_reason: line.reason.trim() || null })),
      })
      showToast(t('purchase_orders:done.receive', { number: order.po_number }))
      onDone()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={<ModalTitle>{t('purchase_orders:receive.title', { number: order.po_number })}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }} closeOnClickOutside={false}>
      <Stack gap="md">
        {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
        {lines.map((line, index) => (
          <fieldset key={line.id} className={classes.line}>
            <legend>{line.name} <Text span size="sm" c="dimmed">{t('purchase_orders:receive.open', { quantity: quantity(line.remaining, line.unit) })}</Text></legend>
            <div className={classes.grid}>
              <QuantityInput label={t('purchase_orders:receive.delivered')} unit={t(`common:unit.${line.unit}`, { defaultValue: line.unit })} value={line.delivered} onChange={(value) => set(index, { delivered: value ?? '0' })} />
              <QuantityInput label={t('purchase_orders:receive.rejected')} unit={t(`common:unit.${line.unit}`, { defaultValue: line.unit })} value={line.rejected} onChange={(value) => set(index, { rejected: value ?? '0' })} />
              <TextInput label={t('purchase_orders:receive.lot')} withAsterisk value={line.lot} onChange={(event) => set(index, { lot: event.currentTarget.value })} />
              <DateInput label={t('purchase_orders:receive.expires')} value={line.expires} onChange={(value) => set(index, { expires: value })} />
              {decimal(line.rejected).gt(0) || decimal(line.delivered).gt(decimal(line.remaining).times('1.1')) ? <TextInput className={classes.wide} label={t('common:field.reason')} value={line.reason} onChange={(event) => set(index, { reason: event.currentTarget.value })} /> : null}
            </div>
          </fieldset>
        ))}
        <QuantityInput label={t('purchase_orders:receive.temperature')} description={t('purchase_orders:receive.temperature_help')} unit="°C" value={temperature} onChange={setTemperature} maw={240} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button loading={busy} disabled={!ready} onClick={() => void receive()}>{t('purchase_orders:receive.submit')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
