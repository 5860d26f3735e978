import { Alert, Button, Group, Modal, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { focusNext } from './entity-modal'
import { ModalTitle } from './modal-title'
import { useProblemText } from './problem-text'
import { showToast } from './toasts'
import { useTexts } from './use-texts'

interface ActDialogProps<T> {
  title: string
  /** The word on the button that acts. */
  act: string
  ready: boolean
  run: () => Promise<T>
  /** What is said when it is done; left out when the next screen says it. */
  done?: string
  onDone?: (result: T) => void
  onClose: () => void
  /** Query keys whose answers the act makes old. */
  refresh: readonly string[]
  danger?: boolean
  size?: string | number
  children: ReactNode
}

/** One act on one thing: a few fields, a button that does it, and the problem in words when it is refused. */
export function ActDialog<T>({ title, act, ready, run, done, onDone, onClose, refresh, danger, size, children }: ActDialogProps<T>) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const save = useMutation({
    mutationFn: run,
    onSuccess: async (result) => {
      await Promise.all(refresh.map((key) => client.invalidateQueries({ queryKey: [key] })))
      if (done) showToast(done)
      onClose()
      onDone?.(result)
    },
  })
  const submit = () => { if (ready && !save.isPending) save.mutate() }
  return (
    <Modal opened onClose={onClose} size={size ?? 'md'} fullScreen={isPhone} title={<ModalTitle>{title}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }} closeOnClickOutside={false}>
      <Stack gap="md" onKeyDown={(event) => focusNext(event, submit)}>
        {save.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(save.error)}</Alert> : null}
        {children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button color={danger ? 'berry.7' : undefined} disabled={!ready} loading={save.isPending} onClick={submit}>{act}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
