import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { decimal } from '@/lib/decimal'
import { formatDay } from '@/lib/dates'
import { DecimalInput } from '@/ui/decimal-input'
import { useProblemText } from '@/ui/problem-text'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { addException, removeException, type PreviewRow, type StandingOrder } from './api/standing-orders'
import { ModalTitle } from '@/ui/modal-title'

/** Another quantity for one day only; the weekly pattern stays. */
export function ExceptionDialog({ row, title, order, onClose }: { row: PreviewRow; title: string; order: StandingOrder | null; onClose: () => void }) {
  const { t, weekdayName } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const [quantity, setQuantity] = useState<string | null>(decimal(row.quantity).toFixed())
  const existing = order?.exceptions?.find((exception) => exception.date === row.date && exception.item_id === row.item_id)
  const change = useMutation({
    mutationFn: async (next: string | null) => { if (next === null) { if (existing) await removeException(row.standing_order_id, existing.id) } else await addException(row.standing_order_id, row.date, row.item_id, next) },
    onSuccess: () => { void client.invalidateQueries({ queryKey: ['orders'] }); void client.invalidateQueries({ queryKey: ['production'] }); showToast(t('orders:exception.saved')); onClose() },
    onError: (problem) => showToast(problemText(problem), 'bad'),
  })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{title}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        <Text>{t('orders:exception.text', { day: `${weekdayName(row.date)} ${formatDay(row.date)}` })}</Text>
        {row.reason === 'customer_closure' || row.reason === 'location_closure' || row.reason === 'holiday' ? <Text size="sm" c="dimmed">{t(`orders:reason.${row.reason}`)}</Text> : null}
        <DecimalInput label={t('orders:field.quantity')} value={quantity} onChange={setQuantity} data-autofocus size="md" />
        <Group justify="space-between" gap="xs">
          {existing ? <Button variant="subtle" loading={change.isPending} onClick={() => change.mutate(null)}>{t('orders:exception.remove')}</Button> : <span />}
          <Button loading={change.isPending} disabled={quantity === null || decimal(quantity).lt(0)} onClick={() => change.mutate(quantity)}>{t('common:action.save')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
