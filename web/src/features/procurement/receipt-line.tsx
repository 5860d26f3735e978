import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import { Plus } from 'lucide-react'
import { decimal } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { DateInput } from '@/ui/date-input'
import { PhotoInput } from '@/ui/photo-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { needsTemperature, outOfLimit, withTemperature, type ReceiptLine } from './receipt-rules'
import classes from './receive-dialog.module.css'

/** One lot at the door: how much, which lot, until when, how warm; and what to do when it is too warm. */
export function ReceiptLineFields({ line, first, onChange, onSplit }: { line: ReceiptLine; first: boolean; onChange: (line: ReceiptLine) => void; onSplit: () => void }) {
  const { t, quantity } = useTexts()
  const { proposed } = line
  const refusal = t('buying:receipt.too_warm')
  const isOut = outOfLimit(line)
  const isRefused = decimal(line.rejected).eq(decimal(line.delivered))
  const limit = [proposed.min_c, proposed.max_c].filter((value) => value !== null).map((value) => formatNumber(value, 0, 1)).join(' – ')
  return (
    <fieldset className={classes.line}>
      <legend>{proposed.product_name} <Text span size="sm" c="dimmed">{t('purchase_orders:receive.open', { quantity: quantity(proposed.remaining, proposed.unit_of_measure) })}</Text></legend>
      <div className={classes.grid}>
        <QuantityInput data-autofocus={first || undefined} label={t('purchase_orders:receive.delivered')} unit={proposed.unit_of_measure} value={line.delivered} onChange={(value) => onChange({ ...line, delivered: value ?? '0', rejected: isOut && isRefused ? (value ?? '0') : line.rejected })} />
        <TextInput label={t('purchase_orders:receive.lot')} withAsterisk autoComplete="off" autoCapitalize="characters" maxLength={80} value={line.lot} onChange={(event) => onChange({ ...line, lot: event.currentTarget.value })} />
        <DateInput label={t(proposed.expiry_kind === 'use_by' ? 'inventory:expiry_kind.use_by' : 'inventory:expiry_kind.best_before')} value={line.expires} onChange={(value) => onChange({ ...line, expires: value })} />
        {needsTemperature(line) ? <QuantityInput label={t('buying:receipt.temperature')} description={t('buying:receipt.limit', { limit })} withAsterisk unit="°C" value={line.temperature} error={isOut ? t('buying:receipt.out_of_limit') : undefined} onChange={(value) => onChange(withTemperature(line, value, refusal))} /> : null}
        {isOut ? (
          <div className={classes.wide}>
            <SegmentedControl fullWidth aria-label={t('buying:receipt.decision')} value={isRefused ? 'refuse' : 'accept'} onChange={(value) => onChange(value === 'refuse' ? { ...line, rejected: line.delivered, rejection: line.rejection || refusal, acceptance: '' } : { ...line, rejected: '0', rejection: '' })} data={[{ value: 'refuse', label: t('buying:receipt.refuse') }, { value: 'accept', label: t('buying:receipt.accept') }]} />
          </div>
        ) : <QuantityInput label={t('purchase_orders:receive.rejected')} unit={proposed.unit_of_measure} value={line.rejected} onChange={(value) => onChange({ ...line, rejected: value ?? '0' })} />}
        {isOut && !isRefused ? <TextInput className={classes.wide} withAsterisk maxLength={200} label={t('buying:receipt.why_accepted')} value={line.acceptance} onChange={(event) => onChange({ ...line, acceptance: event.currentTarget.value })} /> : null}
        {decimal(line.rejected).gt(0) ? <TextInput className={classes.wide} withAsterisk maxLength={200} label={t('buying:receipt.why_refused')} value={line.rejection} onChange={(event) => onChange({ ...line, rejection: event.currentTarget.value })} /> : null}
      </div>
      <Group mt={8} gap="xs">
        <PhotoInput label={t('common:photo.add')} photo={line.photo} onChange={(photo) => onChange({ ...line, photo })} />
        <Button size="compact-sm" variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={onSplit}>{t('buying:receipt.another_lot')}</Button>
      </Group>
    </fieldset>
  )
}
