import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { moveLot, type Lot } from '../api/lots'

/** Takes a part of a lot to another place; code, date and cost go along. */
export function MoveDialog({ lot, unit, onClose }: { lot: Lot; unit: string; onClose: () => void }) {
  const { t, quantity: written } = useTexts()
  const { data: locations } = useQuery(locationNames())
  const free = decimal(lot.quantity).minus(decimal(lot.reserved_quantity)).toFixed()
  const [quantity, setQuantity] = useState<string | null>(free)
  const [to, setTo] = useState<string | null>(null)
  return (
    <ActDialog title={t('inventory:move.title', { lot: lot.lot_code })} act={t('inventory:move.act')} ready={to !== null && decimal(quantity).gt(0) && decimal(quantity).lte(decimal(free))} run={() => moveLot(lot, quantity!, to!)} done={t('inventory:move.done')} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <Text c="dimmed">{t('inventory:transform.free', { quantity: written(free, unit) })}</Text>
      <Select label={t('inventory:move.to')} withAsterisk data={(locations ?? []).filter((place) => place.id !== lot.location_id).map((place) => ({ value: place.id, label: place.name }))} value={to} onChange={setTo} data-autofocus />
      <QuantityInput label={t('inventory:transform.quantity')} unit={unit} value={quantity} onChange={setQuantity} />
    </ActDialog>
  )
}
