import { Select, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { itemNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { enterCount, type Count, type FoundGoods } from '../api/counts'

/** Goods on the shelf that no lot tells of. */
export function FoundDialog({ count, onSaved, onClose }: { count: Count; onSaved: (count: Count) => void; onClose: () => void }) {
  const { t } = useTexts()
  const { data: items } = useQuery(itemNames())
  const [item, setItem] = useState<string | null>(null)
  const [code, setCode] = useState('')
  const [counted, setCounted] = useState<string | null>(null)
  const [expires, setExpires] = useState<string | null>(null)
  const unit = items?.find((row) => row.id === item)?.stock_unit
  return (
    <ActDialog title={t('counts:found')} act={t('common:action.save')} ready={item !== null && code.trim().length > 0 && decimal(counted).gt(0)} run={() => enterCount(count, [], [{ item_id: item!, lot_code: code.trim(), counted: counted!, unit: null, expires_on: expires } as FoundGoods])} onDone={onSaved} refresh={[]} onClose={onClose}>
      <Text c="dimmed">{t('counts:found_help')}</Text>
      <Select label={t('inventory:waste.item')} withAsterisk searchable nothingFoundMessage={t('common:table.no_match')} data={(items ?? []).map((row) => ({ value: row.id, label: row.name }))} value={item} onChange={setItem} />
      <TextInput label={t('inventory:lots.code')} withAsterisk maxLength={80} value={code} onChange={(event) => setCode(event.currentTarget.value)} />
      <QuantityInput label={t('counts:counted')} withAsterisk unit={unit} value={counted} onChange={setCounted} />
      <DateInput label={t('inventory:lots.expires')} value={expires} onChange={setExpires} />
    </ActDialog>
  )
}
