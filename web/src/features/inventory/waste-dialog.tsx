import { Alert, Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { itemNames, locationNames } from '@/api/lookups'
import { formatDay } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { ModalTitle } from '@/ui/modal-title'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { lotsOf } from './api/items'
import { noteWaste, type WasteInput } from './api/waste'
import { wasteDestinations, wasteReasons } from './waste-words'

/** Three answers: what, how much, why; the rest is filled in. */
export function WasteDialog({ itemId, onClose }: { itemId?: string; onClose: () => void }) {
  const { t, quantity: written } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const { data: items } = useQuery(itemNames())
  const { data: locations } = useQuery(locationNames())
  const [item, setItem] = useState<string | null>(itemId ?? null)
  const [lot, setLot] = useState<string | null>(null)
  const [place, setPlace] = useState<string | null>(null)
  const [quantity, setQuantity] = useState<string | null>(null)
  const [reason, setReason] = useState<string>('damaged')
  const [destination, setDestination] = useState<string>('landfill')
  const [note, setNote] = useState('')
  const lots = useQuery({ ...lotsOf(item ?? ''), enabled: item !== null })
  const usable = (lots.data ?? []).filter((row) => decimal(row.quantity).gt(0))
  const unit = items?.find((row) => row.id === item)?.stock_unit
  const location = usable.find((row) => row.id === lot)?.location_id ?? place ?? usable[0]?.location_id ?? locations?.[0]?.id ?? null
  const save = useMutation({
    mutationFn: () => noteWaste({ item_id: item!, location_id: location!, quantity: quantity!, reason, destination, lot_id: lot, note: note.trim() || null } as WasteInput),
    onSuccess: async () => {
      await Promise.all(['inventory', 'dashboard'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      showToast(t('inventory:waste.saved'))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{t('inventory:waste.new')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }} closeOnClickOutside={false}>
      <Stack gap="md">
        {save.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(save.error)}</Alert> : null}
        <Select label={t('inventory:waste.item')} withAsterisk searchable disabled={itemId !== undefined} nothingFoundMessage={t('common:table.no_match')} data={(items ?? []).map((row) => ({ value: row.id, label: row.name }))} value={item} onChange={(value) => { setItem(value); setLot(null) }} />
        <QuantityInput label={t('inventory:waste.quantity')} withAsterisk unit={unit ? t(`common:unit.${unit === 'piece' ? 'pieces' : unit}`, { defaultValue: unit }) : ''} value={quantity} onChange={setQuantity} />
        <Select label={t('inventory:waste.reason')} withAsterisk data={wasteReasons.map((value) => ({ value, label: t(`inventory:waste_reason.${value}`) }))} value={reason} onChange={(value) => value && setReason(value)} />
        <Select label={t('inventory:waste.destination')} withAsterisk data={wasteDestinations.map((value) => ({ value, label: t(`inventory:waste_destination.${value}`) }))} value={destination} onChange={(value) => value && setDestination(value)} />
        {usable.length > 0 ? <Select label={t('inventory:waste.lot')} description={t('inventory:waste.lot_help')} clearable data={usable.map((row) => ({ value: row.id, label: `${row.lot_code} · ${written(row.quantity, unit)}${row.expires_on ? ` · ${formatDay(row.expires_on)}` : ''}` }))} value={lot} onChange={setLot} /> : null}
        {lot ? null : <Select label={t('inventory:waste.location')} withAsterisk data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={setPlace} />}
        <Textarea label={t('inventory:waste.note')} maxLength={500} autosize minRows={1} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button disabled={!item || !location || !quantity || decimal(quantity).lte(0)} loading={save.isPending} onClick={() => save.mutate()}>{t('common:action.save')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
