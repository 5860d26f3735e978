import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { Minus, PencilLine, Plus, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { decimal } from '@/lib/decimal'
import { formatNumber } from '@/lib/format'
import { DecimalInput } from '@/ui/decimal-input'
import { useTexts } from '@/ui/use-texts'
import type { PlanLine } from './api/plan'
import { isBelowOrders, stepOf } from './plan-rules'
import classes from './quantity-editor.module.css'

/** The planned number; a tap opens ± by trays and asks for the reason that will stand beside it. */
export function QuantityEditor({ line, name, editable, onSave }: { line: PlanLine; name: string; editable: boolean; onSave: (quantity: number | null, reason: string) => Promise<void> }) {
  const { t } = useTexts()
  const planned = String(line.planned_quantity)
  const [open, setOpen] = useState(false)
  const [quantity, setQuantity] = useState<string | null>(planned)
  const [reason, setReason] = useState(line.override?.reason ?? '')
  const [busy, setBusy] = useState(false)
  const step = stepOf(line)
  const shown = <span className={classes.number} data-override={line.override ? true : undefined}>{formatNumber(planned, 0, 0)}</span>
  if (!editable) return shown
  const save = async (next: number | null, why: string) => {
    setBusy(true)
    try {
      await onSave(next, why)
      setOpen(false)
    } finally {
      setBusy(false)
    }
  }
  const move = (steps: number) => setQuantity((before) => { const next = decimal(before ?? '0').plus(steps * step); return next.lt(0) ? '0' : next.toFixed() })
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" withArrow trapFocus shadow="md" width={290}>
      <Popover.Target>
        <UnstyledButton className={classes.button} aria-label={t('production:override.edit', { product: name, quantity: formatNumber(planned, 0, 0) })} onClick={() => { setQuantity(planned); setReason(line.override?.reason ?? ''); setOpen(!open) }}>
          {shown}<PencilLine size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text fw={650}>{name}</Text>
          <Group gap={6} wrap="nowrap">
            <ActionIcon size={42} variant="default" aria-label={t('production:override.less', { step })} onClick={() => move(-1)}><Minus size={18} /></ActionIcon>
            <DecimalInput aria-label={t('production:override.quantity')} value={quantity} onChange={setQuantity} size="md" style={{ flex: 1 }} />
            <ActionIcon size={42} variant="default" aria-label={t('production:override.more', { step })} onClick={() => move(1)}><Plus size={18} /></ActionIcon>
          </Group>
          <Text size="xs" c="dimmed">{t('production:override.machine', { quantity: formatNumber(line.machine_quantity, 0, 0) })}</Text>
          {isBelowOrders(line, quantity) ? <Text size="xs" c="var(--bad)" fw={600} role="alert">{t('production:override.below_orders')}</Text> : null}
          <TextInput label={t('common:field.reason')} placeholder={t('production:override.reason_hint')} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Group justify="space-between" gap="xs">
            {line.override ? <Button variant="subtle" size="xs" leftSection={<Undo2 size={15} />} loading={busy} onClick={() => void save(null, t('production:override.undo'))}>{t('production:override.undo')}</Button> : <span />}
            <Button size="xs" loading={busy} disabled={quantity === null || reason.trim().length < 3 || (quantity === planned && reason === (line.override?.reason ?? ''))} onClick={() => void save(quantity === null ? null : Number(decimal(quantity).round(0).toFixed()), reason.trim())}>{t('common:action.save')}</Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
