import { Alert, Button, Group, Modal, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { Problem } from '@/api/problem'
import { useMay } from '@/api/session'
import { addDays, formatDay, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ConflictNotice } from '@/ui/conflict-notice'
import { DateInput } from '@/ui/date-input'
import { ErrorState } from '@/ui/error-state'
import { useFieldText, useProblemText } from '@/ui/problem-text'
import { TimeInput } from '@/ui/time-input'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useDraft } from '@/ui/use-draft'
import { useTexts } from '@/ui/use-texts'
import { customerNames } from './api/customers'
import { createOrder, moveOrder, oneOrder, updateOrder, type Order, type OrderLine, type OrderStatus } from './api/order-list'
import { OrderLines } from './order-lines'
import classes from './order-modal.module.css'
import { isOrderEditable, nextStatuses, orderTone, orderTotal } from './order-rules'
import { ModalTitle } from '@/ui/modal-title'

const channels = ['in_store', 'phone', 'online', 'wholesale', 'portal']

interface FormState { customer_id: string | null; channel: string; fulfilment: string; day: string | null; clock: string | null; location_id: string | null; lines: OrderLine[] }

export function OrderModal({ id, onClose, onOpen }: { id: string; onClose: () => void; onOpen: (id: string) => void }) {
  const { t, timeZone } = useTexts()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const isNew = id === 'new'
  const { data, error, refetch } = useQuery({ ...oneOrder(id), enabled: !isNew })
  const fresh: FormState = { customer_id: null, channel: 'phone', fulfilment: 'delivery', day: addDays(today(timeZone), 1), clock: null, location_id: null, lines: [{ item_id: '', quantity: '1', unit_price: '', note: null }] }
  const stateOf = (order: Order): FormState => ({ customer_id: order.customer_id, channel: order.channel, fulfilment: order.fulfilment, day: order.due_on, clock: order.due_time?.slice(0, 5) ?? null, location_id: order.location_id, lines: order.lines })
  return (
    <Modal opened onClose={onClose} size="xl" fullScreen={isPhone} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': t('common:action.close') }} title={<ModalTitle>{isNew ? t('orders:new') : (data?.order_number ?? t('orders:one'))}</ModalTitle>}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : isNew || data ? <OrderForm key={data ? `${data.id}` : 'new'} order={data ?? null} initial={data ? stateOf(data) : fresh} stateOf={stateOf} onClose={onClose} onOpen={onOpen} /> : <Stack><Skeleton height={60} /><Skeleton height={160} /></Stack>}
    </Modal>
  )
}

function OrderForm({ order, initial, stateOf, onClose, onOpen }: { order: Order | null; initial: FormState; stateOf: (order: Order) => FormState; onClose: () => void; onOpen: (id: string) => void }) {
  const { t } = useTexts()
  const problemText = useProblemText()
  const fieldText = useFieldText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const { data: customers } = useQuery(customerNames())
  const { data: locations } = useQuery(locationNames())
  const draft = useDraft<FormState>(`order:${order?.id ?? 'new'}`, initial)
  const [version, setVersion] = useState(order?.version ?? 0)
  const [error, setError] = useState<Problem | null>(null)
  const [conflict, setConflict] = useState<Order | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [cancelling, setCancelling] = useState<OrderStatus | null>(null)
  const status = order?.status ?? 'draft'
  const editable = isMember && isOrderEditable(status, order?.edit_phase ?? undefined)
  const addOnly = order?.edit_phase === 'add_only'
  const state = draft.values
  const set = (change: Partial<FormState>) => draft.change((before) => ({ ...before, ...change }))
  const complete = state.customer_id && state.day && state.lines.length > 0 && state.lines.every((line) => line.item_id && line.unit_price !== '' && decimal(line.quantity || '0').gt(0))
  const accept = (saved: Order) => {
    client.setQueryData(oneOrder(saved.id).queryKey, saved)
    void client.invalidateQueries({ queryKey: ['orders'], refetchType: 'active' })
    void client.invalidateQueries({ queryKey: ['production'] })
    setVersion(saved.version)
    draft.settle(stateOf(saved))
  }
  const guarded = async (name: string, work: () => Promise<void>) => {
    setBusy(name)
    setError(null)
    try {
      await work()
    } catch (failure) {
      const problem = Problem.of(failure)
      if (problem.code === 'version_conflict' && problem.current) setConflict(problem.current as Order)
      else setError(problem)
    } finally {
      setBusy(null)
    }
  }
  const save = (against = version) => guarded('save', async () => {
    const lines = state.lines.map((line) => ({ ...line, note: line.note ?? null }))
    const fulfilment = state.fulfilment as Order['fulfilment']
    const saved = order
      ? await updateOrder(order.id, against, { lines, fulfilment, due_time: state.clock, priority: order.priority, note: order.note })
      : await createOrder({ customer_id: state.customer_id ?? '', due_on: state.day ?? '', lines, channel: state.channel, kind: 'standard', fulfilment, due_time: state.clock, location_id: state.location_id ?? null, priority: 'standard', note: null, draft: false })
    accept(saved)
    showToast(t('orders:saved', { number: saved.order_number }))
    if (!order) { draft.settle(initial); onOpen(saved.id) }
  })
  const move = (to: OrderStatus, reason: string | null = null) => guarded(to, async () => {
    if (!order) return
    accept(await moveOrder(order.id, to, reason, version))
    showToast(t('orders:moved', { number: order.order_number, status: t(`orders:status.${to}`) }))
  })
  const targets = order && isMember ? nextStatuses(order.status, order.fulfilment) : []
  return (
    <>
      <Stack gap="md">
        {conflict ? <ConflictNotice rows={[{ name: 'status', label: t('common:field.status'), mine: t(`orders:status.${status}`), theirs: t(`orders:status.${conflict.status}`) }, { name: 'due', label: t('orders:field.due'), mine: `${formatDay(state.day)} ${state.clock ?? ''}`, theirs: `${formatDay(stateOf(conflict).day)} ${stateOf(conflict).clock ?? ''}` }, { name: 'total', label: t('orders:field.total'), mine: formatMoney(orderTotal(state.lines)), theirs: formatMoney(orderTotal(conflict.lines)) }].filter((row) => row.mine !== row.theirs)} onKeepMine={() => { const next = conflict.version; setVersion(next); setConflict(null); void save(next) }} onTakeTheirs={() => { accept(conflict); setConflict(null) }} /> : null}
        {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}
        {order ? <Group gap="xs"><StatusChip tone={orderTone[status]} label={t(`orders:status.${status}`)} /><Text size="sm" c="dimmed">{t(`orders:kind.${order.kind}`)}</Text>{order.edit_phase ? <Text size="sm" c="dimmed">{t(`orders:phase.${order.edit_phase}`)}</Text> : null}</Group> : null}
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
          <Select data-autofocus={order === null || undefined} label={t('orders:field.customer')} withAsterisk searchable disabled={!editable || order !== null} data={(customers ?? []).map((customer) => ({ value: customer.id, label: customer.name }))} value={state.customer_id} onChange={(value) => set({ customer_id: value })} error={fieldText(error?.fields.customer_id)} nothingFoundMessage={t('common:table.no_match')} />
          <DateInput label={t('orders:field.due_day')} withAsterisk disabled={!editable || order !== null} value={state.day} onChange={(value) => set({ day: value })} error={fieldText(error?.fields.due_on)} />
          <TimeInput label={t('orders:field.due_time')} disabled={!editable || addOnly} value={state.clock} onChange={(value) => set({ clock: value })} />
          <Select label={t('orders:field.fulfilment')} disabled={!editable || addOnly} data={['pickup', 'delivery'].map((value) => ({ value, label: t(`orders:fulfilment.${value}`) }))} value={state.fulfilment} onChange={(value) => value && set({ fulfilment: value })} />
          <Select label={t('orders:field.channel')} disabled={!editable || order !== null} data={channels.map((value) => ({ value, label: t(`orders:channel.${value}`) }))} value={state.channel} onChange={(value) => value && set({ channel: value })} />
          <Select label={t('orders:field.location')} clearable disabled={!editable || order !== null} data={(locations ?? []).map((location) => ({ value: location.id, label: location.name }))} value={state.location_id} onChange={(value) => set({ location_id: value })} />
        </SimpleGrid>
        <OrderLines lines={state.lines} stored={order?.lines.length ?? 0} editable={editable} addOnly={addOnly} onChange={(lines) => set({ lines })} />
        <Text ta="right" size="xl" fw={700} className="numbers">{formatMoney(orderTotal(state.lines))}</Text>
      </Stack>
      <div className={classes.foot}>
        <Group gap="xs" mr="auto">{targets.includes('cancelled') ? <Button variant="subtle" color="berry" onClick={() => setCancelling('cancelled')}>{t('orders:action.cancelled')}</Button> : null}</Group>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:action.close')}</Button>
          {targets.filter((target) => target !== 'cancelled').map((target) => <Button key={target} variant="light" loading={busy === target} disabled={draft.isDirty()} onClick={() => (target === 'failed' ? setCancelling(target) : void move(target))}>{t(`orders:action.${target}`)}</Button>)}
          {editable ? <Button loading={busy === 'save'} disabled={!complete || (order !== null && !draft.isDirty())} onClick={() => void save()}>{t('common:action.save')}</Button> : null}
        </Group>
      </div>
      {cancelling && order ? <ConfirmDialog opened danger title={t('orders:cancel.title', { number: order.order_number })} text={t('orders:cancel.text')} confirmLabel={t(`orders:action.${cancelling}`)} reasonLabel={t('common:field.reason')} onConfirm={async (reason) => { accept(await moveOrder(order.id, cancelling, reason, version)) }} onClose={() => setCancelling(null)} /> : null}
    </>
  )
}
