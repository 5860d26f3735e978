import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decimal } from '@/lib/decimal'
import { formatDay } from '@/lib/dates'
import { DecimalInput } from '@/ui/decimal-input'
import { useProblemText } from '@/ui/problem-text'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { addException, type PreviewRow } from './api/standing-orders'
import { ModalTitle } from '@/ui/modal-title'

/** Another quantity for one day only; the weekly pattern stays. */
export function ExceptionDialog({ row, title, onClose }: { row: PreviewRow; title: string; onClose: () => void }) {
  const { t, weekdayName } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const [quantity, setQuantity] = useState<string | null>(decimal(row.quantity).toFixed())
  const change = useMutation({
    mutationFn: (next: string) => addException(row.standing_order_id, row.date, row.item_id, next),
    onSuccess: () => { void client.invalidateQueries({ queryKey: ['orders'] }); void client.invalidateQueries({ queryKey: ['production'] }); showToast(t('orders:exception.saved')); onClose() },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{title}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Text>{t('orders:exception.text', { day: `${weekdayName(row.date)} ${formatDay(row.date)}` })}</Text>
        {row.resolved_by === 'customer_closure' || row.resolved_by === 'location_closure' || row.resolved_by === 'holiday_rule' ? <Text size="sm" c="dimmed">{t(`orders:reason.${row.resolved_by}`)}</Text> : null}
        <DecimalInput label={t('orders:field.quantity')} value={quantity} onChange={setQuantity} data-autofocus size="md" />
        <Group justify="flex-end" gap="xs">
          <Button loading={change.isPending} disabled={quantity === null || decimal(quantity).lt(0)} onClick={() => quantity !== null && change.mutate(quantity)}>{t('common:action.save')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
