import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { ActDialog } from '@/ui/act-dialog'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { cancelShipment, deliverShipment, failShipment, packShipment, type Shipment } from '../api/distribution'

/** Packs other quantities than those that were divided. */
export function PackDialog({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const lines = shipment.stops.flatMap((stop) => stop.lines.map((line) => ({ ...line, stop: stop.name })))
  const [packed, setPacked] = useState<Record<string, string | null>>(Object.fromEntries(lines.map((line) => [line.id, line.quantity])))
  const label = (line: (typeof lines)[number]) => [items.get(line.item_id)?.name ?? '', shipment.stops.length > 1 ? line.stop : null].filter(Boolean).join(' · ')
  return (
    <ActDialog title={t('distribution:act.pack')} act={t('distribution:act.pack_all')} size="lg" ready={lines.every((line) => packed[line.id] != null)} run={() => packShipment(shipment.id, lines.map((line) => ({ line_id: line.id, quantity: packed[line.id] ?? null })))} refresh={['orders']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {lines.map((line) => <QuantityInput key={line.id} label={label(line)} unit="" value={packed[line.id] ?? null} onChange={(value) => setPacked((before) => ({ ...before, [line.id]: value }))} />)}
      </SimpleGrid>
    </ActDialog>
  )
}

/** Who received the goods: of one stop, or of all that are open. */
export function DeliverDialog({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const { t } = useTexts()
  const open = shipment.stops.filter((stop) => !stop.delivered_at && !stop.fail_reason)
  const [stop, setStop] = useState<string>(open.length === 1 ? open[0]!.id : 'all')
  const [name, setName] = useState('')
  return (
    <ActDialog title={t('distribution:deliver.title', { number: shipment.shipment_number })} act={t('distribution:act.deliver')} ready run={() => deliverShipment(shipment.id, stop === 'all' ? null : stop, name.trim() || null)} done={t('distribution:deliver.done')} refresh={['orders', 'inventory']} onClose={onClose}>
      {open.length > 1 ? <Select label={t('distribution:deliver.stop')} allowDeselect={false} data={[{ value: 'all', label: t('distribution:deliver.all') }, ...open.map((row) => ({ value: row.id, label: row.name }))]} value={stop} onChange={(value) => setStop(value ?? 'all')} /> : null}
      <TextInput data-autofocus label={t('distribution:deliver.received_by')} maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </ActDialog>
  )
}

/** Gives a shipment up, or notes that nobody took it. */
export function ReasonDialog({ act, shipment, onClose }: { act: 'fail' | 'cancel'; shipment: Shipment; onClose: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const run = async (reason: string) => {
    await (act === 'fail' ? failShipment : cancelShipment)(shipment.id, reason)
    await client.invalidateQueries({ queryKey: ['orders'] })
  }
  return <ConfirmDialog opened danger title={t(`distribution:${act}.title`, { number: shipment.shipment_number })} text={t(`distribution:${act}.text`)} confirmLabel={t(`distribution:act.${act}`)} reasonLabel={t('common:field.reason')} onConfirm={run} onClose={onClose} />
}
