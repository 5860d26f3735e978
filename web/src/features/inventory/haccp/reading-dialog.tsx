import { Alert, SegmentedControl, Text, TextInput } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { ActDialog } from '@/ui/act-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { useTexts } from '@/ui/use-texts'
import { recordReading, type NewReading, type Point, type Reading } from '../api/haccp'
import { isOutside, useLimits } from './haccp-words'

/** Records what a point shows. A wrong reading is never changed: a right one is put beside it. */
export function ReadingDialog({ point, corrects, onClose }: { point: Point; corrects?: Reading; onClose: () => void }) {
  const { t } = useTexts()
  const limits = useLimits()(point)
  const [value, setValue] = useState<string | null>(null)
  const [ok, setOk] = useState('yes')
  const [text, setText] = useState('')
  const measured = limits !== null
  const outside = measured ? isOutside(point, value) : ok === 'no'
  const run = () => recordReading({ point_id: point.id, value: measured ? value : null, ok: measured ? null : ok === 'yes', text: text.trim() || null, event_time: corrects?.event_time ?? null, device: null, corrects_id: corrects?.id ?? null } as NewReading)
  return (
    <ActDialog title={corrects ? t('haccp:correct_title', { point: point.name }) : point.name} act={t('haccp:record')} ready={!measured || value !== null} run={run} done={t('haccp:recorded', { point: point.name })} refresh={['inventory', 'alert-processor', 'dashboard']} onClose={onClose}>
      {measured ? (
        <QuantityInput size="md" label={t('haccp:value')} description={limits} unit={point.unit ?? ''} value={value} onChange={setValue} data-autofocus />
      ) : <SegmentedControl aria-label={point.name} fullWidth size="md" value={ok} onChange={setOk} data={[{ value: 'yes', label: t('haccp:in_order') }, { value: 'no', label: t('haccp:not_in_order') }]} />}
      {outside ? <Alert color="wheat" icon={<TriangleAlert size={18} aria-hidden />} role="status">{t('haccp:outside')}</Alert> : null}
      <TextInput label={t('inventory:waste.note')} maxLength={300} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {corrects ? <Text size="sm" c="dimmed">{t('haccp:correct_help')}</Text> : null}
    </ActDialog>
  )
}
