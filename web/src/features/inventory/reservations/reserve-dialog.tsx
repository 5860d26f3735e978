import { SegmentedControl, Select, SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemNames, locationNames } from '@/api/lookups'
import { addDays, formatDay, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { stockLevelsAt } from '../api/items'
import { openBatches, openOrders, reserve, type NewReservation } from '../api/reservations'

/** Holds goods back for an order or a batch: the lots that expire first are taken, until its day is over. */
export function ReserveDialog({ onClose }: { onClose: () => void }) {
  const { t, timeZone, quantity: written } = useTexts()
  const day = today(timeZone)
  const { data: items } = useQuery(itemNames())
  const { data: locations } = useQuery(locationNames())
  const [kind, setKind] = useState<'order' | 'batch'>('order')
  const [purposeId, setPurpose] = useState<string | null>(null)
  const [place, setPlace] = useState<string | null>(null)
  const [item, setItem] = useState<string | null>(null)
  const [quantity, setQuantity] = useState<string | null>(null)
  const [until, setUntil] = useState<string | null>(null)
  const orders = useQuery({ ...openOrders(day), enabled: kind === 'order' })
  const todays = useQuery({ ...openBatches(day), enabled: kind === 'batch' })
  const tomorrows = useQuery({ ...openBatches(addDays(day, 1)), enabled: kind === 'batch' })
  const purposes = kind === 'order' ? (orders.data ?? []) : [...(todays.data ?? []), ...(tomorrows.data ?? [])]
  const purpose = purposes.find((row) => row.id === purposeId)
  const location = place ?? purpose?.locationId ?? locations?.find((row) => row.type === 'central_production')?.id ?? locations?.[0]?.id ?? null
  const { data: levels } = useQuery({ ...stockLevelsAt(location ?? ''), enabled: location !== null })
  const stocked = (levels ?? []).filter((level) => decimal(level.available).gt(0))
  const free = stocked.find((level) => level.item_id === item)?.available ?? '0'
  const unit = items?.find((row) => row.id === item)?.stock_unit
  const last = until ?? purpose?.day ?? day
  const ready = purpose !== undefined && item !== null && location !== null && decimal(quantity).gt(0) && decimal(quantity).lte(decimal(free)) && last >= day
  const run = () => reserve({ lines: [{ item_id: item!, quantity: quantity!, unit: null, lot_id: null, reason_code: null }], location_id: location!, reference_type: kind, reference_id: purpose!.id, reference_name: purpose!.name.slice(0, 80), expires_at: new Date(`${addDays(last, 1)}T00:00:00`).toISOString() } as NewReservation)
  return (
    <ActDialog title={t('inventory:reservation.new')} act={t('inventory:reservation.act')} size="lg" ready={ready} run={run} done={t('inventory:reservation.done')} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <SegmentedControl aria-label={t('inventory:reservation.for')} value={kind} onChange={(value) => { setKind(value as 'order' | 'batch'); setPurpose(null) }} data={(['order', 'batch'] as const).map((value) => ({ value, label: t(`inventory:reference.${value}`) }))} />
      <Select label={t('inventory:reservation.for')} withAsterisk searchable nothingFoundMessage={t(`inventory:reservation.no_${kind}`)} placeholder={purposes.length === 0 ? t(`inventory:reservation.no_${kind}`) : undefined} data={purposes.map((row) => ({ value: row.id, label: `${row.name} · ${formatDay(row.day)}` }))} value={purposeId} onChange={setPurpose} openOnFocus={false} data-autofocus />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Select label={t('inventory:donation.from')} withAsterisk allowDeselect={false} data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={(value) => { setPlace(value); setItem(null) }} />
        <Select label={t('inventory:waste.item')} withAsterisk searchable nothingFoundMessage={t('inventory:donation.nothing_here')} data={(items ?? []).filter((row) => stocked.some((level) => level.item_id === row.id)).map((row) => ({ value: row.id, label: row.name }))} value={item} onChange={setItem} />
        <QuantityInput label={t('inventory:lots.quantity')} withAsterisk unit={unit} value={quantity} onChange={setQuantity} />
        <DateInput label={t('inventory:reservation.last_day')} value={last} onChange={setUntil} />
      </SimpleGrid>
      {item ? <Text c="dimmed" aria-live="polite">{t('inventory:transform.free', { quantity: written(free, unit) })}</Text> : null}
    </ActDialog>
  )
}
