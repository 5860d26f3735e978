import { ActionIcon, Button, Group, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { itemNames, locationNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { donate, type Donation, type NewDonation } from '../api/donations'
import { stockLevelsAt } from '../api/items'

interface Line { key: number; item: string | null; quantity: string | null }

/** Gives food away: to whom and what. The lots are picked for you, the first to expire first. */
export function DonationDialog({ onMade, onClose }: { onMade: (donation: Donation) => void; onClose: () => void }) {
  const { t } = useTexts()
  const { data: locations } = useQuery(locationNames())
  const [recipient, setRecipient] = useState('')
  const [taxId, setTaxId] = useState('')
  const [place, setPlace] = useState<string | null>(null)
  const [lines, setLines] = useState<Line[]>([{ key: 0, item: null, quantity: null }])
  const [checked, setChecked] = useState(false)
  const location = place ?? locations?.[0]?.id ?? null
  const filled = lines.filter((line) => line.item !== null && decimal(line.quantity).gt(0))
  const set = (key: number, change: Partial<Line>) => setLines((before) => before.map((line) => (line.key === key ? { ...line, ...change } : line)))
  const run = () => donate({ recipient_name: recipient.trim(), recipient_tax_id: taxId.trim() || null, location_id: location!, safety_checked: checked, event_time: null, lines: filled.map((line) => ({ item_id: line.item!, quantity: line.quantity!, unit: null, lot_id: null, reason_code: null })) } as NewDonation)
  return (
    <ActDialog title={t('inventory:donation.new')} act={t('inventory:donation.act')} size="lg" ready={recipient.trim().length > 0 && location !== null && filled.length > 0 && filled.length === lines.length} run={run} done={t('inventory:donation.done')} onDone={onMade} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput label={t('inventory:donation.to')} withAsterisk maxLength={200} value={recipient} onChange={(event) => setRecipient(event.currentTarget.value)} data-autofocus />
        <TextInput label={t('common:field.tax_id')} maxLength={20} value={taxId} onChange={(event) => setTaxId(event.currentTarget.value)} />
        <Select label={t('inventory:donation.from')} withAsterisk data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={setPlace} />
      </SimpleGrid>
      <Stack gap="xs">
        {lines.map((line) => <DonationLine key={line.key} line={line} location={location} onChange={(change) => set(line.key, change)} onRemove={lines.length > 1 ? () => setLines(lines.filter((other) => other.key !== line.key)) : undefined} />)}
        <Button variant="subtle" size="compact-sm" leftSection={<Plus size={15} />} style={{ alignSelf: 'flex-start' }} onClick={() => setLines([...lines, { key: Math.max(...lines.map((line) => line.key)) + 1, item: null, quantity: null }])}>{t('inventory:donation.add_line')}</Button>
      </Stack>
      <Switch label={t('inventory:donation.checked')} description={t('inventory:donation.checked_help')} checked={checked} onChange={(event) => setChecked(event.currentTarget.checked)} />
    </ActDialog>
  )
}

function DonationLine({ line, location, onChange, onRemove }: { line: Line; location: string | null; onChange: (change: Partial<Line>) => void; onRemove?: (() => void) | undefined }) {
  const { t, quantity } = useTexts()
  const { data: items } = useQuery(itemNames())
  const { data: levels } = useQuery({ ...stockLevelsAt(location ?? ''), enabled: location !== null })
  const stock = new Map((levels ?? []).filter((level) => decimal(level.on_hand).gt(0)).map((level) => [level.item_id, level]))
  const item = items?.find((row) => row.id === line.item)
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <Select style={{ flex: 1 }} label={t('inventory:waste.item')} searchable nothingFoundMessage={t('inventory:donation.nothing_here')} data={(items ?? []).filter((row) => stock.has(row.id)).map((row) => ({ value: row.id, label: `${row.name} · ${quantity(stock.get(row.id)?.on_hand, row.stock_unit)}` }))} value={line.item} onChange={(value) => onChange({ item: value })} />
      <QuantityInput w={130} label={t('inventory:lots.quantity')} unit={item?.stock_unit} value={line.quantity} onChange={(value) => onChange({ quantity: value })} />
      {onRemove ? <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('common:action.delete')} onClick={onRemove}><Trash2 size={17} /></ActionIcon> : null}
    </Group>
  )
}
