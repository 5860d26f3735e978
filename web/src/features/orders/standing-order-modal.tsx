import { ActionIcon, Alert, Button, Group, Modal, Select, SimpleGrid, Stack, Switch } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { locationNames, useItemNames } from '@/api/lookups'
import { useMay } from '@/api/session'
import { today } from '@/lib/dates'
import { DateInput } from '@/ui/date-input'
import { DecimalInput } from '@/ui/decimal-input'
import { useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { customerNames } from './api/customers'
import { addClosure, saveStandingOrder, type StandingInput, type StandingLine, type StandingOrder } from './api/standing-orders'
import classes from './standing-order-modal.module.css'
import { ModalTitle } from '@/ui/modal-title'

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

export function StandingOrderModal({ order, onClose }: { order: StandingOrder | null; onClose: () => void }) {
  const { t, timeZone } = useTexts()
  const problemText = useProblemText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const items = useItemNames()
  const { data: customers } = useQuery(customerNames())
  const { data: locations } = useQuery(locationNames())
  const [customer, setCustomer] = useState(order?.customer_id ?? null)
  const [location, setLocation] = useState(order?.location_id ?? null)
  const [from, setFrom] = useState<string | null>(order?.valid_from ?? today(timeZone))
  const [to, setTo] = useState<string | null>(order?.valid_to ?? null)
  const [rule, setRule] = useState<string>(order?.on_holiday ?? 'skip')
  const [lines, setLines] = useState<StandingLine[]>((order?.lines as StandingLine[] | undefined) ?? [{ item_id: '', unit_price: '', weekly: {} }])
  const [schoolDays, setSchoolDays] = useState(order?.school_days_only ?? false)
  const [closedFrom, setClosedFrom] = useState<string | null>(null)
  const [closedTo, setClosedTo] = useState<string | null>(null)
  const done = () => { void client.invalidateQueries({ queryKey: ['orders'] }); void client.invalidateQueries({ queryKey: ['production'] }) }
  const save = useMutation({
    mutationFn: () => saveStandingOrder(order?.id ?? null, { customer_id: customer ?? '', name: order?.name ?? customers?.find((row) => row.id === customer)?.name ?? '', valid_from: from ?? '', valid_to: to, on_holiday: rule as StandingInput['on_holiday'], school_days_only: schoolDays, location_id: location, is_active: order?.is_active ?? true, lines: lines.map((line) => ({ item_id: line.item_id, unit_price: line.unit_price || '0', weekly: Object.fromEntries(Object.entries(line.weekly).filter(([, quantity]) => Number(quantity) > 0)) })) as unknown as StandingInput['lines'] }, order?.version),
    onSuccess: () => { done(); showToast(t('orders:standing.saved')); onClose() },
  })
  const close = useMutation({ mutationFn: () => addClosure(order!.customer_id, closedFrom!, closedTo ?? closedFrom!), onSuccess: () => { done(); showToast(t('orders:standing.closure_saved')); setClosedFrom(null); setClosedTo(null) } })
  const error = save.error ?? close.error
  const set = (index: number, change: Partial<StandingLine>) => setLines((before) => before.map((line, position) => (position === index ? { ...line, ...change } : line)))
  const products = [...items.values()].filter((item) => item.item_type === 'finished_product' || item.item_type === 'resale')
  const complete = customer && from && lines.length > 0 && lines.every((line) => line.item_id && weekdays.some((day) => Number(line.weekly[day] ?? 0) > 0))
  return (
    <Modal opened onClose={onClose} size={860} fullScreen={isPhone} closeOnClickOutside={false} title={<ModalTitle>{order ? t('orders:standing.edit', { customer: customers?.find((row) => row.id === order.customer_id)?.name ?? order.name }) : t('orders:standing.new')}</ModalTitle>} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <Stack gap="md">
        {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
          <Select label={t('orders:field.customer')} withAsterisk searchable disabled={!isMember || order !== null} data={(customers ?? []).map((row) => ({ value: row.id, label: row.name }))} value={customer} onChange={setCustomer} />
          <DateInput label={t('orders:standing.valid_from')} withAsterisk disabled={!isMember} value={from} onChange={setFrom} />
          <DateInput label={t('orders:standing.valid_to')} disabled={!isMember} value={to} onChange={setTo} />
          <Select label={t('orders:standing.holiday_rule')} disabled={!isMember} data={['skip', 'same', 'sunday_pattern'].map((value) => ({ value, label: t(`orders:holiday_rule.${value}`) }))} value={rule} onChange={(value) => value && setRule(value)} />
          <Select label={t('orders:field.location')} clearable disabled={!isMember} data={(locations ?? []).map((row) => ({ value: row.id, label: row.name }))} value={location} onChange={setLocation} />
        </SimpleGrid>
        <Switch label={t('orders:standing.school_days')} disabled={!isMember} checked={schoolDays} onChange={(event) => setSchoolDays(event.currentTarget.checked)} />
        {lines.map((line, index) => (
          <fieldset key={index} className={classes.line} disabled={!isMember}>
            <legend>{items.get(line.item_id)?.name ?? t('orders:field.product')}</legend>
            <Group gap="sm" align="end" mb="xs">
              <Select style={{ flex: '1 1 12rem' }} label={t('orders:field.product')} searchable data={products.map((item) => ({ value: item.id, label: item.name }))} value={line.item_id || null} onChange={(value) => value && set(index, { item_id: value, unit_price: line.unit_price || (items.get(value)?.price ?? '') })} />
              <QuantityInput w={130} label={t('orders:field.unit_price')} unit="€" decimals={2} value={line.unit_price || null} onChange={(value) => set(index, { unit_price: value ?? '' })} />
              {lines.length > 1 ? <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('orders:lines.remove')} onClick={() => setLines(lines.filter((_, position) => position !== index))}><Trash2 size={17} /></ActionIcon> : null}
            </Group>
            <div className={classes.week}>{weekdays.map((day) => <DecimalInput key={day} label={t(`common:weekday_short.${day}`)} value={line.weekly[day] && Number(line.weekly[day]) !== 0 ? line.weekly[day] : null} onChange={(value) => set(index, { weekly: { ...line.weekly, [day]: value ?? '0' } })} />)}</div>
          </fieldset>
        ))}
        {isMember ? <Button variant="subtle" style={{ alignSelf: 'start' }} leftSection={<Plus size={16} />} onClick={() => setLines([...lines, { item_id: '', unit_price: '', weekly: {} }])}>{t('orders:lines.add')}</Button> : null}
        {order && isMember ? (
          <fieldset className={classes.line}>
            <legend>{t('orders:standing.closure')}</legend>
            <Group gap="sm" align="end">
              <DateInput label={t('orders:standing.closed_from')} value={closedFrom} onChange={setClosedFrom} />
              <DateInput label={t('orders:standing.closed_to')} value={closedTo} onChange={setClosedTo} />
              <Button variant="light" disabled={!closedFrom} loading={close.isPending} onClick={() => close.mutate()}>{t('orders:standing.add_closure')}</Button>
            </Group>
          </fieldset>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:action.cancel')}</Button>
          {isMember ? <Button disabled={!complete} loading={save.isPending} onClick={() => save.mutate()}>{t('common:action.save')}</Button> : null}
        </Group>
      </Stack>
    </Modal>
  )
}
