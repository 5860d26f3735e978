import { Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemNames, locationNames } from '@/api/lookups'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { PhotoInput } from '@/ui/photo-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { lotsOf, type Lot } from '../api/lots'
import { noteWaste, type WasteInput } from '../api/waste'
import { wasteDestinations, wasteReasons } from './waste-words'

/** Three answers: what, how much, why; the rest is filled in. */
export function WasteDialog({ itemId, lot: known, reason: standard = 'damaged', onClose }: { itemId?: string; lot?: Lot; reason?: string; onClose: () => void }) {
  const { t, quantity: written } = useTexts()
  const { data: items } = useQuery(itemNames())
  const { data: locations } = useQuery(locationNames())
  const [item, setItem] = useState<string | null>(known?.item_id ?? itemId ?? null)
  const [lot, setLot] = useState<string | null>(known?.id ?? null)
  const [place, setPlace] = useState<string | null>(null)
  const [quantity, setQuantity] = useState<string | null>(known?.quantity ?? null)
  const [reason, setReason] = useState<string>(standard)
  const [destination, setDestination] = useState<string>('landfill')
  const [note, setNote] = useState('')
  const [photo, setPhoto] = useState<Blob | null>(null)
  const lots = useQuery({ ...lotsOf(item ?? ''), enabled: item !== null })
  const usable = (lots.data ?? []).filter((row) => decimal(row.quantity).gt(0))
  const unit = items?.find((row) => row.id === item)?.stock_unit
  const location = known?.location_id ?? usable.find((row) => row.id === lot)?.location_id ?? place ?? usable[0]?.location_id ?? locations?.[0]?.id ?? null
  const run = () => noteWaste({ item_id: item!, location_id: location!, quantity: quantity!, reason, destination, lot_id: lot, note: note.trim() || null } as WasteInput, photo)
  return (
    <ActDialog title={t('inventory:waste.new')} act={t('common:action.save')} ready={item !== null && location !== null && decimal(quantity).gt(0)} run={run} done={t('inventory:waste.saved')} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <Select label={t('inventory:waste.item')} withAsterisk searchable disabled={itemId !== undefined || known !== undefined} nothingFoundMessage={t('common:table.no_match')} data={(items ?? []).map((row) => ({ value: row.id, label: row.name }))} value={item} onChange={(value) => { setItem(value); setLot(null) }} />
      <QuantityInput label={t('inventory:waste.quantity')} withAsterisk unit={unit} value={quantity} onChange={setQuantity} />
      <Select label={t('inventory:waste.reason')} withAsterisk data={wasteReasons.map((value) => ({ value, label: t(`inventory:waste_reason.${value}`) }))} value={reason} onChange={(value) => value && setReason(value)} />
      <Select label={t('inventory:waste.destination')} withAsterisk data={wasteDestinations.map((value) => ({ value, label: t(`inventory:waste_destination.${value}`) }))} value={destination} onChange={(value) => value && setDestination(value)} />
      {usable.length > 0 && !known ? <Select label={t('inventory:waste.lot')} description={t('inventory:waste.lot_help')} clearable data={usable.map((row) => ({ value: row.id, label: `${row.lot_code} · ${written(row.quantity, unit)}${row.expires_on ? ` · ${formatDay(row.expires_on)}` : ''}` }))} value={lot} onChange={setLot} /> : null}
      {lot ? null : <Select label={t('inventory:waste.location')} withAsterisk data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={setPlace} />}
      <Textarea label={t('inventory:waste.note')} maxLength={500} autosize minRows={1} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <PhotoInput label={t('common:photo.add')} photo={photo} onChange={setPhoto} />
    </ActDialog>
  )
}
