import { Select, Text } from '@mantine/core'
import { useState } from 'react'
import { decimal } from '@/lib/decimal'
import { signed } from '@/lib/format'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { adjustLot, type Lot } from '../api/lots'

const reasons = ['count', 'booking_error', 'loss', 'found'] as const

/** Asks for what is really there and books the difference. */
export function AdjustDialog({ unit, lot, onClose }: { unit: string; lot: Lot; onClose: () => void }) {
  const { t, quantity } = useTexts()
  const [counted, setCounted] = useState<string | null>(lot.quantity)
  const [reason, setReason] = useState<string>('count')
  const change = counted === null ? null : decimal(counted).minus(decimal(lot.quantity))
  return (
    <ActDialog title={t('inventory:adjust.title', { lot: lot.lot_code })} act={t('common:action.save')} ready={change !== null && !change.eq(0) && decimal(counted).gte(0)} run={() => adjustLot(lot.id, change!.toFixed(), reason)} done={t('inventory:adjust.saved')} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <Text c="dimmed">{t('inventory:adjust.now', { quantity: quantity(lot.quantity, unit) })}</Text>
      <QuantityInput label={t('inventory:adjust.counted')} unit={unit} value={counted} onChange={setCounted} data-autofocus />
      <Select label={t('inventory:adjust.reason')} data={reasons.map((value) => ({ value, label: t(`inventory:adjust_reason.${value}`) }))} value={reason} onChange={(value) => value && setReason(value)} />
      {change && !change.eq(0) ? <Text aria-live="polite">{t('inventory:adjust.change', { quantity: signed(quantity(change.toFixed(), unit), change.toFixed()) })}</Text> : null}
    </ActDialog>
  )
}
