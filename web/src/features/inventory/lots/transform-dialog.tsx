import { Alert, Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Tag } from 'lucide-react'
import { useState } from 'react'
import { itemNames } from '@/api/lookups'
import { decimal } from '@/lib/decimal'
import { ActDialog } from '@/ui/act-dialog'
import { DateInput } from '@/ui/date-input'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { transform, type Lot, type Transformation } from '../api/lots'

export type TransformKind = Transformation['kind']

/** Freezes, thaws or reworks a part of a lot; what it becomes is a lot of its own with a date of its own. */
export function TransformDialog({ kind, lot, unit, onMade, onClose }: { kind: TransformKind; lot: Lot; unit: string; onMade: (lot: Lot) => void; onClose: () => void }) {
  const { t, quantity: written } = useTexts()
  const { data: items } = useQuery(itemNames())
  const free = decimal(lot.quantity).minus(decimal(lot.reserved_quantity)).toFixed()
  const [quantity, setQuantity] = useState<string | null>(free)
  const [loss, setLoss] = useState<string | null>(null)
  const [target, setTarget] = useState<string | null>(null)
  const [made, setMade] = useState<string | null>(null)
  const [expires, setExpires] = useState<string | null>(lot.expires_on)
  const rework = kind === 'rework'
  const targetUnit = items?.find((item) => item.id === target)?.stock_unit ?? unit
  const ready = quantity !== null && decimal(quantity).gt(0) && decimal(quantity).lte(decimal(free)) && decimal(loss).lt(decimal(quantity)) && (!rework || target !== null)
  const run = () => transform({ kind, source_lot_id: lot.id, quantity: quantity!, loss_quantity: loss ?? '0', target_item_id: rework ? target : null, target_quantity: rework ? made : null, expires_on: rework ? expires : null, location_id: null, event_time: null, reason: null } as Transformation)
  return (
    <ActDialog title={t(`inventory:transform.${kind}_title`, { lot: lot.lot_code })} act={t(`inventory:transform.${kind}`)} ready={ready} run={run} done={t(`inventory:transform.${kind}_done`)} onDone={(result) => onMade(result.lot)} refresh={['inventory', 'dashboard']} onClose={onClose}>
      <Text c="dimmed">{t('inventory:transform.free', { quantity: written(free, unit) })}</Text>
      <QuantityInput label={t('inventory:transform.quantity')} unit={unit} value={quantity} onChange={setQuantity} data-autofocus />
      <QuantityInput label={t('inventory:transform.loss')} description={t('inventory:transform.loss_help')} unit={unit} value={loss} onChange={setLoss} />
      {rework ? (
        <>
          <Select label={t('inventory:transform.target')} withAsterisk searchable nothingFoundMessage={t('common:table.no_match')} data={(items ?? []).filter((item) => item.id !== lot.item_id).map((item) => ({ value: item.id, label: item.name }))} value={target} onChange={setTarget} />
          {target && targetUnit !== unit ? <QuantityInput label={t('inventory:transform.made')} unit={targetUnit} value={made} onChange={setMade} /> : null}
          <DateInput label={t('inventory:lots.expires')} value={expires} onChange={setExpires} />
        </>
      ) : <Alert color="plum" variant="light" icon={<Tag size={17} aria-hidden />}>{t(`inventory:transform.${kind}_help`)}</Alert>}
    </ActDialog>
  )
}
