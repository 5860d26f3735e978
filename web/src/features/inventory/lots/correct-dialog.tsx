import { Autocomplete, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { useTexts } from '@/ui/use-texts'
import { correctLot, type Lot } from '../api/lots'
import { useStoragePlaces } from './lot-words'

/** Puts right a lot's date or the place where it lies; the reason goes into the change log. */
export function CorrectDialog({ lot, onClose }: { lot: Lot; onClose: () => void }) {
  const { t } = useTexts()
  const [expires, setExpires] = useState<string | null>(lot.expires_on)
  const [place, setPlace] = useState(lot.storage_place ?? '')
  const [reason, setReason] = useState('')
  return (
    <ActDialog title={t('inventory:correct.title', { lot: lot.lot_code })} act={t('common:action.save')} ready={reason.trim().length >= 3} run={() => correctLot(lot, { expires_on: expires, storage_place: place.trim() || null, reason: reason.trim() })} done={t('inventory:correct.done')} refresh={['inventory']} onClose={onClose}>
      <DateInput label={t('inventory:lots.expires')} value={expires} onChange={setExpires} data-autofocus />
      <Autocomplete label={t('inventory:lots.place')} description={t('inventory:lots.place_help')} maxLength={80} data={useStoragePlaces(lot.location_id)} value={place} onChange={setPlace} />
      <TextInput label={t('common:field.reason')} withAsterisk maxLength={200} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ActDialog>
  )
}
