import { Button, Group, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { locationNames, useItemNames } from '@/api/lookups'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { oneLot, type Lot } from '../api/lots'
import { traceForward } from '../api/recalls'
import { takeBack, type NewReturn } from '../api/returns'
import { LotSearch } from '../recalls/lot-search'
import { bringersOf } from './return-rules'

type Destination = NonNullable<NewReturn['destination']>

// What a customer brings back is no food for people any more.
const destinations: Destination[] = ['quarantine', 'day_old', 'animal_feed', 'by_product', 'compost', 'energy', 'landfill']

// What came back is a lot of its own with the code of the one it came from, and nobody got anything of it.
const isNoReturn = (lot: Lot) => lot.origin !== 'return'

/** Takes goods back: which lot, who brings it, how much, and whether somebody looks first, it is sold day-old or thrown away. */
export function ReturnDialog({ lotId, onClose }: { lotId: string | null; onClose: () => void }) {
  const { t, quantity: written } = useTexts()
  const items = useItemNames()
  const { data: locations } = useQuery(locationNames())
  const [chosen, setChosen] = useState(lotId)
  const { data: lot } = useQuery({ ...oneLot(chosen ?? ''), enabled: chosen !== null })
  const { data: trace } = useQuery({ ...traceForward(chosen ?? ''), enabled: chosen !== null })
  const [who, setWho] = useState<string | null>(null)
  const [quantity, setQuantity] = useState<string | null>(null)
  const [place, setPlace] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [destination, setDestination] = useState<Destination>('quarantine')
  const isWaste = destination !== 'quarantine' && destination !== 'day_old'
  const item = lot && items.get(lot.item_id)
  const bringers = lot && trace ? bringersOf(trace.recipients, lot.item_id) : []
  const bringer = bringers.find((row) => row.key === who) ?? (bringers.length === 1 ? bringers[0] : undefined)
  const location = place ?? bringer?.locationId ?? lot?.location_id ?? null
  const ready = bringer !== undefined && location !== null && reason.trim().length >= 3 && decimal(quantity).gt(0) && decimal(quantity).lte(decimal(bringer.left))
  const run = () => takeBack({ lot_id: bringer!.lotId, recipient_id: bringer!.recipientId, location_id: location!, quantity: quantity!, reason: reason.trim(), event_time: null, destination })
  return (
    <ActDialog title={t('inventory:return.new')} act={t('inventory:return.act')} size="lg" ready={ready} run={run} done={t(`inventory:return.done_${isWaste ? 'waste' : destination}`)} refresh={['inventory', 'dashboard']} onClose={onClose}>
      {chosen === null ? <LotSearch suits={isNoReturn} onChoose={(found) => setChosen(found.id)} /> : (
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600}>{[item?.name, lot?.lot_code].filter(Boolean).join(' · ') || '…'}</Text>
          <Button size="compact-sm" variant="subtle" onClick={() => { setChosen(null); setWho(null) }}>{t('recall:other_lot')}</Button>
        </Group>
      )}
      {lot && trace && bringers.length === 0 ? <Text c="dimmed" role="status">{t('inventory:return.nobody')}</Text> : null}
      {bringers.length > 0 ? (
        <>
          <Select label={t('inventory:return.from')} withAsterisk allowDeselect={false} data={bringers.map((row) => ({ value: row.key, label: [row.name, row.document, formatDay(row.day), written(row.left, item?.stock_unit)].filter(Boolean).join(' · ') }))} value={bringer?.key ?? null} onChange={setWho} data-autofocus />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <QuantityInput label={t('inventory:return.came')} withAsterisk unit={item?.stock_unit} value={quantity} onChange={setQuantity} />
            <Select label={t('inventory:return.to')} withAsterisk allowDeselect={false} data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={setPlace} />
            <Select label={t('inventory:return.destination')} allowDeselect={false} data={destinations.map((value) => ({ value, label: value === 'quarantine' || value === 'day_old' ? t(`inventory:return.destination_${value}`) : t('inventory:return.destination_waste', { destination: t(`inventory:waste_destination.${value}`) }) }))} value={destination} onChange={(value) => setDestination(value as Destination)} />
          </SimpleGrid>
          <TextInput label={t('common:field.reason')} withAsterisk maxLength={60} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        </>
      ) : null}
    </ActDialog>
  )
}
