import { Alert, Checkbox, Stack, TextInput } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { ActDialog } from '@/ui/act-dialog'
import { useTexts } from '@/ui/use-texts'
import { signCheck, type Checklist, type NewCheck } from '../api/haccp'

/** A list is worked off line by line and signed. What is not ticked was not in order. */
export function CheckDialog({ list, day, onClose }: { list: Checklist; day: string; onClose: () => void }) {
  const { t, list: words } = useTexts()
  const [done, setDone] = useState<string[]>([])
  const [signature, setSignature] = useLocalStorage({ key: 'bakery-signature', defaultValue: '' })
  const [note, setNote] = useState('')
  const failed = list.lines.filter((line) => !done.includes(line))
  const run = () => signCheck({ checklist_id: list.id, signature: signature.trim(), failed_lines: failed, note: note.trim() || null, due_on: day, event_time: null } as NewCheck)
  return (
    <ActDialog title={list.name} act={t('haccp:sign')} ready={signature.trim().length >= 2} run={run} done={t('haccp:signed', { list: list.name })} refresh={['inventory', 'alert-processor', 'dashboard']} onClose={onClose}>
      <Checkbox.Group label={t('haccp:lines')} description={t('haccp:lines_help')} value={done} onChange={setDone}>
        <Stack gap={0} mt="xs">{list.lines.map((line) => <Checkbox key={line} value={line} label={line} size="md" py={8} />)}</Stack>
      </Checkbox.Group>
      {failed.length > 0 && done.length > 0 ? <Alert color="wheat" icon={<TriangleAlert size={18} aria-hidden />} role="status">{t('haccp:failed', { lines: words(failed) })}</Alert> : null}
      <TextInput label={t('haccp:signature')} withAsterisk maxLength={120} value={signature} onChange={(event) => setSignature(event.currentTarget.value)} />
      <TextInput label={t('inventory:waste.note')} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </ActDialog>
  )
}
