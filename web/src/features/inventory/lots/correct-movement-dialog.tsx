import { Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { decimal, sum } from '@/lib/decimal'
import { signed } from '@/lib/format'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { correctionsOf, correctMovement, type Movement } from '../api/lots'

/** The other side of a transfer, a transformation or a return is a lot of its own: those are taken back by doing them the other way round. */
const paired = ['transfer_out', 'transfer_in', 'transformation_out', 'transformation_in', 'return_in', 'correction']

export const isCorrectable = (movement: Movement) => movement.lot_id !== null && !paired.includes(movement.type)

/** Asks how much it really was and takes the rest back by another movement; the wrong one stays as it was written. */
export function CorrectMovementDialog({ movement, unit, onClose }: { movement: Movement; unit: string; onClose: () => void }) {
  const { t, instant, quantity } = useTexts()
  const { data: before } = useQuery(correctionsOf(movement.id))
  const [right, setRight] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  // What earlier corrections have left of it.
  const booked = decimal(movement.quantity).abs().minus(sum((before ?? []).map((row) => row.quantity)).abs())
  const wrong = right === null ? null : booked.minus(decimal(right))
  const change = wrong === null ? null : (decimal(movement.quantity).lt(0) ? wrong : wrong.times(-1)).toFixed()
  const ready = before !== undefined && wrong !== null && wrong.gt(0) && decimal(right).gte(0) && reason.trim().length >= 3
  return (
    <ActDialog title={t('inventory:movement_correct.title')} act={t('inventory:movement_correct.act')} ready={ready} run={() => correctMovement(movement.id, wrong!.toFixed(), reason.trim())} done={t('inventory:movement_correct.done')} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <Text c="dimmed">{t('inventory:movement_correct.booked', { type: t(`inventory:movement.${movement.type}`), time: instant(movement.event_time), quantity: quantity(booked.toFixed(), unit) })}</Text>
      <QuantityInput label={t('inventory:movement_correct.right')} description={t('inventory:movement_correct.right_help')} withAsterisk unit={unit} value={right} onChange={setRight} error={wrong?.lt(0) ? t('inventory:movement_correct.too_much', { quantity: quantity(booked.toFixed(), unit) }) : undefined} data-autofocus />
      <TextInput label={t('common:field.reason')} withAsterisk maxLength={60} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      {change !== null && wrong!.gt(0) ? <Text aria-live="polite">{t('inventory:movement_correct.change', { quantity: signed(quantity(change, unit), change) })}</Text> : null}
    </ActDialog>
  )
}
