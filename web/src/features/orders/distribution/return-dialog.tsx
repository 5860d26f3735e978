import { Select, SimpleGrid } from '@mantine/core'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { receiveReturn, type NewReturn, type Shipment } from '../api/distribution'

type Line = NewReturn['lines'][number]
const reasons: Line['reason'][] = ['unsold', 'damaged', 'quality_reject', 'customer_return']
const destinations: Line['destination'][] = ['day_old', 'animal_feed', 'by_product', 'compost', 'energy', 'landfill']

/** Goods that come back: what, why, and whether they are sold day-old or discarded. */
export function ReturnDialog({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const stops = shipment.stops.filter((stop) => stop.delivered_at)
  const [stopId, setStop] = useState(stops[0]?.id ?? null)
  const [item, setItem] = useState<string | null>(null)
  const [quantity, setQuantity] = useState<string | null>(null)
  const [reason, setReason] = useState<Line['reason']>('unsold')
  const [destination, setDestination] = useState<Line['destination']>('animal_feed')
  const stop = stops.find((row) => row.id === stopId)
  const damaged = reason === 'damaged' || reason === 'quality_reject'
  const kept = damaged && destination === 'day_old' ? 'animal_feed' : destination
  const run = () => receiveReturn({ shipment_id: shipment.id, stop_id: stopId, note: null, event_time: null, lines: [{ item_id: item!, quantity: quantity!, reason, condition: damaged ? 'damaged' : 'intact', destination: kept, lot_id: null }] })
  return (
    <ActDialog title={t('distribution:return.new')} act={t('distribution:return.act')} size="lg" ready={item !== null && decimal(quantity ?? '0').gt(0)} run={run} done={t('distribution:return.done')} refresh={['orders', 'inventory']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {stops.length > 1 ? <Select label={t('distribution:deliver.stop')} allowDeselect={false} data={stops.map((row) => ({ value: row.id, label: row.name }))} value={stopId} onChange={(value) => { setStop(value); setItem(null) }} /> : null}
        <Select data-autofocus label={t('distribution:product')} withAsterisk data={(stop?.lines ?? []).filter((line) => decimal(line.quantity).gt(0)).map((line) => ({ value: line.item_id, label: items.get(line.item_id)?.name ?? '–' }))} value={item} onChange={setItem} />
        <QuantityInput label={t('distribution:quantity')} withAsterisk unit="" value={quantity} onChange={setQuantity} />
        <Select label={t('common:field.reason')} allowDeselect={false} data={reasons.map((value) => ({ value, label: t(`distribution:reason.${value}`) }))} value={reason} onChange={(value) => setReason((value ?? 'unsold') as Line['reason'])} />
        <Select label={t('distribution:return.destination')} allowDeselect={false} data={destinations.map((value) => ({ value, label: t(`distribution:destination.${value}`), disabled: damaged && value === 'day_old' }))} value={kept} onChange={(value) => setDestination((value ?? 'animal_feed') as Line['destination'])} />
      </SimpleGrid>
    </ActDialog>
  )
}
