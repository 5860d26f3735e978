import { Autocomplete, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemNames, locationNames } from '@/api/lookups'
import { addDays, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { oneItem } from '../api/items'
import { openLot, type OpenLot } from '../api/lots'
import { useStoragePlaces } from './lot-words'

/** Goods that no order announced: what, how much, until when, where. The date is proposed from the item's shelf life. */
export function OpenLotDialog({ itemId, onClose }: { itemId?: string; onClose: () => void }) {
  const { t, timeZone } = useTexts()
  const { data: items } = useQuery(itemNames())
  const { data: locations } = useQuery(locationNames())
  const [chosen, setChosen] = useState<string | null>(itemId ?? null)
  const { data: item } = useQuery({ ...oneItem(chosen ?? ''), enabled: chosen !== null })
  const [place, setPlace] = useState<string | null>(null)
  const [shelf, setShelf] = useState('')
  const [code, setCode] = useState('')
  const [supplierCode, setSupplierCode] = useState('')
  const [quantity, setQuantity] = useState<string | null>(null)
  const [cost, setCost] = useState<string | null>(null)
  const [day, setDay] = useState<string | null | undefined>(undefined)
  const location = place ?? locations?.find((row) => row.type === 'central_production')?.id ?? locations?.[0]?.id ?? null
  const proposed = item?.shelf_life_days ? addDays(today(timeZone), Number(item.shelf_life_days)) : null
  const expires = day === undefined ? proposed : day
  const run = () => openLot({ item_id: chosen!, lot_code: code.trim(), location_id: location!, quantity: quantity!, unit_cost: cost, expires_on: expires, storage_place: shelf.trim() || null, supplier_lot_code: supplierCode.trim() || null, unit: null, stage: 'raw', event_time: null } as OpenLot)
  return (
    <ActDialog title={t('inventory:open_lot.title')} act={t('inventory:open_lot.act')} size="lg" ready={chosen !== null && location !== null && code.trim().length > 0 && decimal(quantity).gt(0)} run={run} done={t('inventory:open_lot.done', { lot: code.trim() })} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <Select label={t('inventory:waste.item')} withAsterisk searchable disabled={itemId !== undefined} nothingFoundMessage={t('common:table.no_match')} data={(items ?? []).map((row) => ({ value: row.id, label: row.name }))} value={chosen} onChange={setChosen} {...(itemId ? {} : { 'data-autofocus': true })} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('inventory:lots.code')} withAsterisk maxLength={80} value={code} onChange={(event) => setCode(event.currentTarget.value)} {...(itemId ? { 'data-autofocus': true } : {})} />
        <TextInput label={t('inventory:lots.supplier_code')} maxLength={80} value={supplierCode} onChange={(event) => setSupplierCode(event.currentTarget.value)} />
        <QuantityInput label={t('inventory:lots.quantity')} withAsterisk unit={item?.stock_unit} value={quantity} onChange={setQuantity} />
        <DateInput label={t('inventory:lots.expires')} value={expires} onChange={setDay} />
        <Select label={t('inventory:waste.location')} withAsterisk data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={setPlace} />
        <Autocomplete label={t('inventory:lots.place')} maxLength={80} data={useStoragePlaces(location)} value={shelf} onChange={setShelf} />
        <QuantityInput label={t('inventory:open_lot.cost')} description={t('inventory:open_lot.cost_help')} unit="€" value={cost} onChange={setCost} />
      </SimpleGrid>
    </ActDialog>
  )
}
