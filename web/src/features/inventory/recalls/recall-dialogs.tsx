import { Select, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActDialog } from '@/ui/act-dialog'
import { useTexts } from '@/ui/use-texts'
import type { Lot } from '../api/lots'
import { closeRecall, drillRecall, openRecall, tellRecipients, type Recall } from '../api/recalls'

const channels = ['phone', 'email', 'message', 'visit'] as const

/** Calls a lot back with everything made of it; all of it is blocked at once. */
export function OpenRecallDialog({ lot, lots, recipients, onOpened, onClose }: { lot: Lot; lots: number; recipients: number; onOpened: (id: string) => void; onClose: () => void }) {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const [instructions, setInstructions] = useState('')
  return (
    <ActDialog danger title={t('recall:open_title', { lot: lot.lot_code })} act={t('recall:open_act')} ready={reason.trim().length >= 3} run={() => openRecall([lot.id], reason.trim(), instructions.trim() || null)} onDone={(recall) => onOpened(recall.recall.id)} refresh={['inventory', 'alert-processor', 'dashboard']} onClose={onClose}>
      <Text>{t('recall:open_text', { lots, recipients })}</Text>
      <TextInput label={t('common:field.reason')} withAsterisk maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
      <Textarea label={t('recall:field.instructions')} description={t('recall:field.instructions_help')} maxLength={1000} autosize minRows={2} value={instructions} onChange={(event) => setInstructions(event.currentTarget.value)} />
    </ActDialog>
  )
}

/** Times a recall without blocking anything. */
export function DrillDialog({ lot, onDone, onClose }: { lot: Lot; onDone: (id: string) => void; onClose: () => void }) {
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  return (
    <ActDialog title={t('recall:drill_title', { lot: lot.lot_code })} act={t('recall:drill_act')} ready run={() => drillRecall(lot.id, reason.trim() || null)} onDone={(recall) => onDone(recall.recall.id)} refresh={['inventory']} onClose={onClose}>
      <Text>{t('recall:drill_text')}</Text>
      <TextInput label={t('inventory:waste.note')} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </ActDialog>
  )
}

/** Notes who was told, and how. */
export function TellDialog({ recall, recipients, onDone, onClose }: { recall: Recall; recipients: string[]; onDone: () => void; onClose: () => void }) {
  const { t } = useTexts()
  const [channel, setChannel] = useState<string>('phone')
  const [note, setNote] = useState('')
  return (
    <ActDialog title={t('recall:tell_title', { count: recipients.length })} act={t('recall:tell_act')} ready={recipients.length > 0} run={() => tellRecipients(recall, recipients, channel, note.trim() || null)} done={t('recall:tell_done')} onDone={onDone} refresh={['inventory']} onClose={onClose}>
      <Select label={t('recall:field.channel')} data={channels.map((value) => ({ value, label: t(`recall:channel.${value}`) }))} value={channel} onChange={(value) => value && setChannel(value)} data-autofocus />
      <TextInput label={t('inventory:waste.note')} placeholder={t('recall:tell_example')} maxLength={300} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </ActDialog>
  )
}

export function CloseRecallDialog({ recall, onClose }: { recall: Recall; onClose: () => void }) {
  const { t } = useTexts()
  const [outcome, setOutcome] = useState('')
  return (
    <ActDialog title={t('recall:close_title', { number: recall.recall.number })} act={t('recall:close_act')} ready={outcome.trim().length >= 3} run={() => closeRecall(recall, outcome.trim())} done={t('recall:close_done', { number: recall.recall.number })} refresh={['inventory', 'alert-processor', 'dashboard']} onClose={onClose}>
      <Text c="dimmed">{t('recall:close_text')}</Text>
      <Textarea label={t('recall:field.outcome')} withAsterisk maxLength={1000} autosize minRows={2} value={outcome} onChange={(event) => setOutcome(event.currentTarget.value)} data-autofocus />
    </ActDialog>
  )
}
