import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useProblemText } from './problem-text'
import { useTexts } from './use-texts'

interface ConfirmDialogProps {
  opened: boolean
  title: string
  text: ReactNode
  confirmLabel: string
  danger?: boolean
  /** Asks for a reason of at least three letters and hands it over. */
  reasonLabel?: string
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
}

export function ConfirmDialog({ opened, title, text, confirmLabel, danger, reasonLabel, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const confirm = async () => {
    setBusy(true)
    setError(null)
    try {
      await onConfirm(reason.trim())
      setReason('')
      onClose()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Text component="div">{text}</Text>
        {reasonLabel ? <Textarea label={reasonLabel} value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} data-autofocus /> : null}
        {error ? <Text c="var(--bad)" role="alert">{problemText(error)}</Text> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button color={danger ? 'berry.7' : undefined} loading={busy} disabled={reasonLabel !== undefined && reason.trim().length < 3} onClick={() => void confirm()}>{confirmLabel}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
