import { Skeleton, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ScanBarcode } from 'lucide-react'
import { useState } from 'react'
import { useItemNames, useLocationNames } from '@/api/lookups'
import { formatDay } from '@/lib/dates'
import { useTexts } from '@/ui/use-texts'
import { lotsLike, type Lot } from '../api/lots'
import { LotStateChip } from '../lots/lot-words'
import classes from './lot-search.module.css'

/** Finds a lot by its code, its supplier's code, the item's name or barcode. A scanner types and presses Enter: a single hit opens at once. `suits` leaves out lots that are none for the act. */
export function LotSearch({ onChoose, suits = () => true }: { onChoose: (lot: Lot) => void; suits?: (lot: Lot) => boolean }) {
  const { t, quantity } = useTexts()
  const items = useItemNames()
  const places = useLocationNames()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), 200)
  const { data, isFetching } = useQuery({ ...lotsLike(wanted), enabled: wanted.length >= 2 })
  const hits = wanted.length >= 2 ? (data ?? []).filter(suits) : []
  const exact = hits.find((lot) => lot.lot_code.toLowerCase() === text.trim().toLowerCase()) ?? (hits.length === 1 ? hits[0] : undefined)
  return (
    <div>
      <TextInput size="md" label={t('recall:search.label')} description={t('recall:search.help')} leftSection={<ScanBarcode size={18} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter' && exact) onChoose(exact) }} />
      {wanted.length < 2 ? null : isFetching && !data ? <Skeleton height={80} mt="sm" /> : hits.length === 0 ? <Text mt="sm" c="dimmed" role="status">{t('recall:search.none')}</Text> : (
        <ul className={classes.hits} aria-label={t('recall:search.hits')}>
          {hits.map((lot) => (
            <li key={lot.id}>
              <UnstyledButton className={classes.hit} onClick={() => onChoose(lot)}>
                <span><b className="numbers">{lot.lot_code}</b> {items.get(lot.item_id)?.name ?? ''}</span>
                <Text span size="sm" c="dimmed" className="numbers">{[quantity(lot.quantity, items.get(lot.item_id)?.stock_unit), places.get(lot.location_id)?.name, lot.expires_on ? formatDay(lot.expires_on) : null].filter(Boolean).join(' · ')}</Text>
                <LotStateChip state={lot.state} />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
