import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { decimal } from '@/lib/decimal'
import { signed } from '@/lib/format'
import { ModalTitle } from '@/ui/modal-title'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import type { Item, Lot } from './api/items'
import { adjustLot } from './api/waste'

const reasons = ['count', 'booking_error', 'loss', 'found'] as const

/** Asks for what is really there and books the difference. */
export function AdjustDialog({ item, lot, onClose }: { item: Item; lot: Lot; onClose: () => void }) {
  const { t, quantity } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const [counted, setCounted] = useState<string | null>(lot.quantity)
  const [reason, setReason] = useState<string>('count')
  const change = counted === null ? null : decimal(counted).minus(decimal(lot.quantity))
  const save = useMutation({
    mutationFn: (difference: string) => adjustLot(lot.id, difference, reason),
    onSuccess: async () => {
      await Promise.all(['inventory', 'dashboard'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      showToast(t('inventory:adjust.saved'))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={<ModalTitle>{t('inventory:adjust.title', { lot: lot.lot_code })}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }} closeOnClickOutside={false}>
      <Stack gap="md">
        {save.error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(save.error)}</Alert> : null}
        <Text c="dimmed">{t('inventory:adjust.now', { quantity: quantity(lot.quantity, item.stock_unit) })}</Text>
        <QuantityInput label={t('inventory:adjust.counted')} unit={t(`common:unit.${item.stock_unit === 'piece' ? 'pieces' : item.stock_unit}`, { defaultValue: item.stock_unit })} value={counted} onChange={setCounted} data-autofocus />
        <Select label={t('inventory:adjust.reason')} data={reasons.map((value) => ({ value, label: t(`inventory:adjust_reason.${value}`) }))} value={reason} onChange={(value) => value && setReason(value)} />
        {change && !change.eq(0) ? <Text aria-live="polite">{t('inventory:adjust.change', { quantity: signed(quantity(change.toFixed(), item.stock_unit), change.toFixed()) })}</Text> : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
          <Button disabled={!change || change.eq(0) || decimal(counted ?? '0').lt(0)} loading={save.isPending} onClick={() => change && save.mutate(change.toFixed())}>{t('common:action.save')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
