import { MultiSelect, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useItemNames } from '@/api/lookups'
import { ActDialog } from '@/ui/act-dialog'
import { useTexts } from '@/ui/use-texts'
import { closeDeviation, type Deviation, type NewAction } from '../api/haccp'
import { lotsAt } from '../api/lots'

/** The only way to close a deviation: why it happened, what was done, and what becomes of the food. */
export function ActionDialog({ deviation, name, locationId, onClose }: { deviation: Deviation; name: string; locationId: string; onClose: () => void }) {
  const { t } = useTexts()
  const items = useItemNames()
  const { data: lots } = useQuery(lotsAt(locationId))
  const [cause, setCause] = useState('')
  const [action, setAction] = useState('')
  const [decision, setDecision] = useState<string>('kept')
  const [chosen, setChosen] = useState<string[]>([])
  const ready = cause.trim().length >= 3 && action.trim().length >= 3 && (decision === 'kept' || chosen.length > 0)
  const run = () => closeDeviation({ deviation_id: deviation.id, cause: cause.trim(), action: action.trim(), product_decision: decision, lot_ids: decision === 'kept' ? [] : chosen } as NewAction)
  return (
    <ActDialog title={t('haccp:action_title', { point: name })} act={t('haccp:action_act')} size="lg" ready={ready} run={run} done={t('haccp:action_done')} refresh={['inventory', 'alert-processor', 'dashboard']} onClose={onClose}>
      <TextInput label={t('haccp:cause')} withAsterisk maxLength={500} value={cause} onChange={(event) => setCause(event.currentTarget.value)} data-autofocus />
      <Textarea label={t('haccp:action')} withAsterisk maxLength={1000} autosize minRows={2} value={action} onChange={(event) => setAction(event.currentTarget.value)} />
      <div>
        <Text size="sm" fw={500} mb={4}>{t('haccp:decision.label')}</Text>
        <SegmentedControl fullWidth aria-label={t('haccp:decision.label')} value={decision} onChange={setDecision} data={['kept', 'blocked', 'disposed'].map((value) => ({ value, label: t(`haccp:decision.${value}`) }))} />
      </div>
      {decision === 'kept' ? null : <MultiSelect label={t('haccp:decision.lots')} description={t(`haccp:decision.${decision}_help`)} withAsterisk searchable hidePickedOptions nothingFoundMessage={t('common:table.no_match')} data={(lots ?? []).map((lot) => ({ value: lot.id, label: `${items.get(lot.item_id)?.name ?? ''} · ${lot.lot_code}` }))} value={chosen} onChange={setChosen} />}
    </ActDialog>
  )
}
