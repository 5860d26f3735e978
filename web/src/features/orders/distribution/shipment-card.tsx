import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PackageCheck, Printer, Truck, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { decimal } from '@/lib/decimal'
import { Panel } from '@/ui/panel'
import { useProblemText } from '@/ui/problem-text'
import { SimpleTable } from '@/ui/simple-table'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { usePrint } from '@/ui/use-print'
import { useTexts } from '@/ui/use-texts'
import { deliveryNote, dispatchShipment, packShipment, returnsOf, type Shipment, type ShipmentStop } from '../api/distribution'
import { ReturnDialog } from './return-dialog'
import { DeliverDialog, PackDialog, ReasonDialog } from './shipment-dialogs'
import { shipmentTone } from './shipment-words'

type Dialog = 'pack' | 'deliver' | 'fail' | 'cancel' | 'return'

/** One shipment: where it goes, what is in it, and what is to be done next. */
export function ShipmentCard({ shipment }: { shipment: Shipment }) {
  const { t, time } = useTexts()
  const places = useLocationNames()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const to = shipment.shop_id ? (places.get(shipment.shop_id)?.name ?? '–') : t('distribution:customers')
  const when = shipment.delivered_at ?? shipment.dispatched_at ?? shipment.packed_at
  const close = () => setDialog(null)
  return (
    <Panel title={to} aside={<StatusChip tone={shipmentTone[shipment.status]} label={t(`distribution:status.${shipment.status}`)} />} footer={<Acts shipment={shipment} open={setDialog} />}>
      <Stack gap="md">
        <Text size="sm" c="dimmed" className="numbers">{[shipment.shipment_number, when ? t('distribution:since', { time: time(when) }) : null].filter(Boolean).join(' · ')}</Text>
        {shipment.reason ? <Text size="sm">{shipment.reason === 'nothing_left' ? t('distribution:nothing_left') : shipment.reason}</Text> : null}
        {shipment.stops.map((stop) => <Stop key={stop.id} stop={stop} named={shipment.shop_id === null} />)}
        {shipment.status === 'delivered' ? <Returned id={shipment.id} /> : null}
      </Stack>
      {dialog === 'pack' ? <PackDialog shipment={shipment} onClose={close} /> : null}
      {dialog === 'deliver' ? <DeliverDialog shipment={shipment} onClose={close} /> : null}
      {dialog === 'fail' || dialog === 'cancel' ? <ReasonDialog act={dialog} shipment={shipment} onClose={close} /> : null}
      {dialog === 'return' ? <ReturnDialog shipment={shipment} onClose={close} /> : null}
    </Panel>
  )
}

function Stop({ stop, named }: { stop: ShipmentStop; named: boolean }) {
  const { t, quantity, time } = useTexts()
  const items = useItemNames()
  const print = usePrint()
  const name = (id: string) => items.get(id)?.name ?? '–'
  const settled = stop.delivered_at ? t('distribution:handed_over', { time: time(stop.delivered_at), name: stop.received_by ?? '–' }) : stop.fail_reason ? t('distribution:not_taken', { reason: stop.fail_reason }) : null
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <div>
          {named ? <Text fw={600}>{stop.name}</Text> : null}
          {settled ? <Text size="sm" c="dimmed">{settled}</Text> : null}
        </div>
        {stop.note_number ? <Button variant="subtle" size="compact-sm" leftSection={<Printer size={15} />} loading={print.isPending} onClick={() => print.mutate({ file: () => deliveryNote(stop.id), name: `${stop.note_number}.pdf` })}>{t('distribution:note', { number: stop.note_number })}</Button> : null}
      </Group>
      <SimpleTable label={stop.name} rows={stop.lines} rowKey={(line) => line.id} rowTone={(line) => (decimal(line.short).gt(0) ? 'warn' : undefined)} columns={[
        { header: t('distribution:product'), cell: (line) => name(line.item_id) },
        { header: t('distribution:quantity'), right: true, cell: (line) => quantity(line.quantity, items.get(line.item_id)?.stock_unit) },
        { header: t('distribution:lots'), wide: true, cell: (line) => (decimal(line.short).gt(0) ? <b>{t('distribution:short', { missing: quantity(line.short, null), wanted: quantity(line.wanted, null) })}</b> : line.lots.map((lot) => lot.lot_code).join(', ') || '–') },
      ]} />
    </div>
  )
}

function Returned({ id }: { id: string }) {
  const { t, quantity } = useTexts()
  const items = useItemNames()
  const { data: returns } = useQuery(returnsOf(id))
  if (!returns?.length) return null
  return (
    <div>
      <Text fw={600} mb={4}>{t('distribution:return.title')}</Text>
      <SimpleTable label={t('distribution:return.title')} rows={returns.flatMap((row) => row.lines.map((line, index) => ({ ...line, key: `${row.id}-${index}` })))} rowKey={(line) => line.key} columns={[
        { header: t('distribution:product'), cell: (line) => items.get(line.item_id)?.name ?? '–' },
        { header: t('distribution:quantity'), right: true, cell: (line) => quantity(line.quantity, items.get(line.item_id)?.stock_unit) },
        { header: t('distribution:return.destination'), cell: (line) => t(`distribution:destination.${line.destination}`) },
      ]} />
    </div>
  )
}

function Acts({ shipment, open }: { shipment: Shipment; open: (dialog: Dialog) => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const problemText = useProblemText()
  const isMember = useMay('member')
  const go = useMutation({
    mutationFn: () => (shipment.status === 'pending' ? packShipment(shipment.id, null) : dispatchShipment(shipment.id)),
    onSuccess: () => Promise.all(['orders', 'inventory'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  if (!isMember || shipment.status === 'failed' || shipment.status === 'cancelled') return null
  const other = (dialog: Dialog) => <Button variant="default" onClick={() => open(dialog)}>{t(`distribution:act.${dialog}`)}</Button>
  return (
    <Group justify="flex-end" gap="xs">
      {shipment.status === 'pending' ? <>{other('cancel')}{other('pack')}<Button leftSection={<PackageCheck size={16} />} loading={go.isPending} onClick={() => go.mutate()}>{t('distribution:act.pack_all')}</Button></> : null}
      {shipment.status === 'packed' ? <>{other('cancel')}<Button leftSection={<Truck size={16} />} loading={go.isPending} onClick={() => go.mutate()}>{t('distribution:act.dispatch')}</Button></> : null}
      {shipment.status === 'in_transit' ? <>{other('fail')}<Button onClick={() => open('deliver')}>{t('distribution:act.deliver')}</Button></> : null}
      {shipment.status === 'delivered' ? <Button variant="default" leftSection={<Undo2 size={16} />} onClick={() => open('return')}>{t('distribution:act.return')}</Button> : null}
    </Group>
  )
}
