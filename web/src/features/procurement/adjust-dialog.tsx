import { Select, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatQuantity } from '@/lib/format'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { adjustRequirement, sellers, type Requirement } from './api/requirements'

/** Another quantity or supplier than the plan suggests, with the reason; the order that nobody has approved follows. */
export function AdjustDialog({ requirement, onClose }: { requirement: Requirement; onClose: () => void }) {
  const { t, quantity } = useTexts()
  const { data } = useQuery(sellers(requirement.item_id))
  const [wanted, setWanted] = useState<string | null>(requirement.adjusted_quantity ?? requirement.suggested_quantity)
  const [supplier, setSupplier] = useState<string | null>(requirement.supplier_id)
  const [reason, setReason] = useState('')
  const run = () => adjustRequirement(requirement.id, { adjusted_quantity: wanted!, adjustment_reason: reason.trim(), supplier_id: supplier })
  return (
    <ActDialog title={`${t('buying:adjust.title')}: ${requirement.name}`} act={t('common:action.save')} ready={wanted !== null && supplier !== null && reason.trim().length >= 2} run={run} done={t('buying:adjust.done')} refresh={['procurement']} onClose={onClose}>
      <Text size="sm" c="dimmed">{t('buying:adjust.suggested', { quantity: quantity(requirement.suggested_quantity, requirement.unit) })}</Text>
      <QuantityInput data-autofocus label={t('purchase_orders:items.quantity')} withAsterisk description={requirement.pack_quantity ? t('buying:adjust.in_packs', { pack: `${formatQuantity(requirement.pack_quantity)} ${requirement.unit}` }) : undefined} unit={requirement.unit} value={wanted} onChange={setWanted} />
      <Select label={t('purchase_orders:field.supplier')} withAsterisk data={(data ?? []).map((row) => ({ value: row.supplier_id, label: row.supplier_name }))} value={supplier} onChange={setSupplier} />
      <TextInput label={t('common:field.reason')} withAsterisk maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ActDialog>
  )
}
