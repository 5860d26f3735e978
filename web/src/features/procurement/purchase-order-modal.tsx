import { Alert, Button, Group, Menu, Modal, Select, SimpleGrid, Skeleton, Stack, Text, Textarea } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Ban, Check, ChevronDown, CircleAlert, Copy, FileText, PackageCheck, RotateCcw, Send, Sparkles, ThumbsUp, Trash2, Truck, X, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { supplierNames } from '@/api/lookups'
import { Problem } from '@/api/problem'
import { useMay } from '@/api/session'
import { download } from '@/lib/csv'
import { addDays, formatDay, today } from '@/lib/dates'
import { decimal } from '@/lib/decimal'
import { formatMoney } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ConflictNotice, type ConflictRow } from '@/ui/conflict-notice'
import { DateInput } from '@/ui/date-input'
import { focusNext } from '@/ui/entity-modal'
import { ErrorState } from '@/ui/error-state'
import { useFieldText, useProblemText } from '@/ui/problem-text'
import { QuantityInput } from '@/ui/quantity-input'
import { ReasoningText } from '@/ui/reasoning-text'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useDraft } from '@/ui/use-draft'
import { useTexts } from '@/ui/use-texts'
import { createPurchaseOrder, deletePurchaseOrder, duplicatePurchaseOrder, movePurchaseOrder, purchaseOrder, purchaseOrderPdf, updatePurchaseOrder, type LineInput, type Priority, type PurchaseOrder } from './api/purchase-order'
import { actionsFor, isEditable, orderTotal, statusTone, type OrderAction } from './order-rules'
import { PurchaseOrderItems, type OrderLine } from './purchase-order-items'
import classes from './purchase-order-modal.module.css'
import { ReceiveDialog } from './receive-dialog'
import { SupplierFacts } from './supplier-facts'
import { ModalTitle } from '@/ui/modal-title'

interface FormState { supplier_id: string | null; priority: Priority; required_delivery_date: string | null; estimated_delivery_date: string | null; notes: string; shipping: string; discount: string; lines: OrderLine[] }

const priorities: Priority[] = ['low', 'normal', 'high', 'critical']
const icons: Record<OrderAction, LucideIcon> = { submit: Send, approve: ThumbsUp, reject: X, reopen: RotateCcw, send: Send, confirm: Check, receive: PackageCheck, close: Check, cancel: Ban, remove: Trash2 }

function stateOf(order: PurchaseOrder): FormState {
  return {
    supplier_id: order.supplier_id, priority: order.priority, required_delivery_date: order.required_delivery_date, estimated_delivery_date: order.estimated_delivery_date, notes: order.notes ?? '', shipping: order.shipping, discount: order.discount,
    lines: order.lines.map((line) => ({ key: line.id, id: line.id, item_id: line.item_id, product_name: line.product_name, pack_unit: line.pack_unit, packs: String(line.packs), pack_quantity: decimal(line.pack_quantity).toFixed(), unit_of_measure: line.unit_of_measure, unit_price: line.unit_price, item_notes: line.item_notes })),
  }
}

function linesOf(state: FormState): LineInput[] {
  return state.lines.map((line) => ({ item_id: line.item_id, packs: Number(line.packs), unit_price: line.unit_price, pack_quantity: line.pack_quantity, pack_unit: line.pack_unit || null, item_notes: line.item_notes }))
}

const notesOf = (state: FormState) => state.notes.trim() || null

interface ModalProps { id: string; onClose: () => void; onOpen: (id: string) => void }

/** One component to create, read and edit a purchase order. */
export function PurchaseOrderModal({ id, onClose, onOpen }: ModalProps) {
  const { t, timeZone } = useTexts()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const isNew = id === 'new'
  const { data, error, refetch } = useQuery({ ...purchaseOrder(id), enabled: !isNew })
  const fresh: FormState = { supplier_id: null, priority: 'normal', required_delivery_date: addDays(today(timeZone), 2), estimated_delivery_date: null, notes: '', shipping: '0', discount: '0', lines: [] }
  return (
    <Modal opened onClose={onClose} size={1080} fullScreen={isPhone} closeOnClickOutside={false} closeButtonProps={{ 'aria-label': t('common:action.close') }} title={<ModalTitle>{isNew ? t('purchase_orders:new') : (data?.po_number ?? t('purchase_orders:one'))}</ModalTitle>}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : isNew || data ? (
        <OrderForm key={id} order={data ?? null} initial={data ? stateOf(data) : fresh} onClose={onClose} onOpen={onOpen} />
      ) : <Stack><Skeleton height={64} /><Skeleton height={180} /><Skeleton height={80} /></Stack>}
    </Modal>
  )
}

function OrderForm({ order, initial, onClose, onOpen }: { order: PurchaseOrder | null; initial: FormState } & Pick<ModalProps, 'onClose' | 'onOpen'>) {
  const { t, instant } = useTexts()
  const problemText = useProblemText()
  const fieldText = useFieldText()
  const client = useQueryClient()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const { data: suppliers } = useQuery(supplierNames())
  const draft = useDraft<FormState>(`purchase-order:${order?.id ?? 'new'}`, initial)
  const [version, setVersion] = useState(order?.version ?? 0)
  const [error, setError] = useState<Problem | null>(null)
  const [conflict, setConflict] = useState<PurchaseOrder | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [asking, setAsking] = useState<'reject' | 'cancel' | 'remove' | 'minimum' | null>(null)
  const [receiving, setReceiving] = useState(false)
  const status = order?.status ?? 'draft'
  const editable = isMember && isEditable(status)
  const state = draft.values
  const set = (change: Partial<FormState>) => draft.change((before) => ({ ...before, ...change }))
  const subtotal = editable || !order ? orderTotal(state.lines) : order.subtotal
  const total = decimal(subtotal).plus(decimal(state.shipping || '0')).minus(decimal(state.discount || '0')).toFixed(2)
  const isDirty = draft.isDirty()
  const actions = order ? actionsFor(status, isMember, isAdmin) : []
  const complete = state.supplier_id !== null && state.required_delivery_date !== null && state.lines.length > 0 && state.lines.every((line) => line.item_id && line.packs && decimal(line.packs).gt(0) && line.unit_price !== '')

  const accept = (saved: PurchaseOrder) => {
    client.setQueryData(purchaseOrder(saved.id).queryKey, saved)
    void client.invalidateQueries({ queryKey: ['procurement'], refetchType: 'active' })
    void client.invalidateQueries({ queryKey: ['dashboard'] })
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
      // Everything typed stays in the form; the person decides which version counts.
      if (problem.code === 'version_conflict' && problem.current) setConflict(problem.current as PurchaseOrder)
      else setError(problem)
    } finally {
      setBusy(null)
    }
  }
  const store = async (against: number): Promise<PurchaseOrder> => {
    const saved = order
      ? await updatePurchaseOrder(order.id, against, editable ? { lines: linesOf(state), required_delivery_date: state.required_delivery_date, notes: notesOf(state), priority: state.priority, estimated_delivery_date: state.estimated_delivery_date, shipping: state.shipping || '0', discount: state.discount || '0' } : { lines: null, required_delivery_date: null, notes: notesOf(state), priority: null, estimated_delivery_date: state.estimated_delivery_date, shipping: null, discount: null })
      : await createPurchaseOrder({ supplier_id: state.supplier_id ?? '', lines: linesOf(state), required_delivery_date: state.required_delivery_date, notes: notesOf(state), priority: state.priority, po_number: null, shipping: state.shipping || '0', discount: state.discount || '0' })
    accept(saved)
    return saved
  }
  const save = (against = version) => guarded('save', async () => {
    const saved = await store(against)
    showToast(t('purchase_orders:saved', { number: saved.po_number }))
    if (!order) { draft.settle(initial); onOpen(saved.id) }
  })
  const act = async (action: OrderAction, body?: Record<string, unknown>) => {
    if (!order) return
    const current = isDirty && editable ? (await store(version)).version : version
    accept(await movePurchaseOrder(order.id, action, body, current))
    showToast(t(`purchase_orders:done.${action}`, { number: order.po_number }))
  }
  const start = (action: OrderAction) => {
    if (action === 'reject' || action === 'cancel' || action === 'remove') setAsking(action)
    else if (action === 'submit' && order && decimal(subtotal).lt(decimal(order.supplier_minimum))) setAsking('minimum')
    else if (action === 'receive') setReceiving(true)
    else if (action === 'confirm') void guarded(action, () => act(action, { confirmed_date: state.estimated_delivery_date ?? state.required_delivery_date }))
    else void guarded(action, () => act(action, action === 'submit' ? { minimum_override_reason: null } : undefined))
  }
  const duplicate = () => guarded('duplicate', async () => {
    if (!order) return
    const copy = await duplicatePurchaseOrder(order.id)
    void client.invalidateQueries({ queryKey: ['procurement'] })
    onOpen(copy.id)
  })
  const openPdf = () => guarded('pdf', async () => {
    if (!order) return
    download(await purchaseOrderPdf(order.id), 'application/pdf', `${order.po_number}.pdf`)
  })
  const conflictRows = (theirs: PurchaseOrder): ConflictRow[] => {
    const other = stateOf(theirs)
    const lineText = (lines: OrderLine[]) => lines.map((line) => `${line.product_name} ${line.packs} × ${line.unit_price}`).join('; ')
    const rows: ConflictRow[] = [
      { name: 'status', label: t('common:field.status'), mine: t(`purchase_orders:status.${status}`), theirs: t(`purchase_orders:status.${theirs.status}`) },
      { name: 'priority', label: t('common:field.priority'), mine: t(`purchase_orders:priority.${state.priority}`), theirs: t(`purchase_orders:priority.${other.priority}`) },
      { name: 'date', label: t('purchase_orders:field.required_delivery_date'), mine: formatDay(state.required_delivery_date), theirs: formatDay(other.required_delivery_date) },
      { name: 'notes', label: t('common:field.notes'), mine: state.notes, theirs: other.notes },
      { name: 'lines', label: t('purchase_orders:items.title'), mine: lineText(state.lines), theirs: lineText(other.lines) },
    ]
    return rows.filter((row) => row.mine !== row.theirs)
  }
  const primary = actions.find((action) => action === 'approve') ?? actions.find((action) => action !== 'cancel' && action !== 'remove' && action !== 'reject')
  const secondary = actions.filter((action) => action !== primary && action !== 'reject')

  return (
    <>
      <Stack gap="md" onKeyDown={(event) => focusNext(event, () => undefined)}>
        {draft.restoredAt ? <Group justify="space-between" className={classes.notice}><Text size="sm">{t('common:draft.restored', { time: instant(new Date(draft.restoredAt).toISOString()) })}</Text><Button size="compact-sm" variant="subtle" onClick={() => draft.settle(initial)}>{t('common:draft.discard')}</Button></Group> : null}
        {conflict ? (
          <ConflictNotice
            rows={conflictRows(conflict)}
            onKeepMine={() => { const next = conflict.version; setVersion(next); setConflict(null); void save(next) }}
            onTakeTheirs={() => { accept(conflict); setConflict(null) }}
          />
        ) : null}
        {error ? <Alert color="berry" icon={<CircleAlert size={18} aria-hidden />} role="alert">{problemText(error)}</Alert> : null}

        {order ? (
          <Group gap="xs" className={classes.chips}>
            <StatusChip tone={statusTone[status]} label={t(`purchase_orders:status.${status}`)} />
            {order.auto_approved ? <StatusChip tone="good" icon={Sparkles} label={t('purchase_orders:auto_approved')} /> : null}
            <Text size="sm" c="dimmed" className="numbers">{t('purchase_orders:ordered_on', { date: formatDay(order.order_date) })}</Text>
            {order.sent_at ? <Text size="sm" c="dimmed" className="numbers">{t('purchase_orders:sent_at', { time: instant(order.sent_at) })}</Text> : null}
          </Group>
        ) : null}
        {order?.reasoning_data ? <div className={classes.reason}><ReasoningText reasoning={order.reasoning_data} size="md" /></div> : null}
        {order && order.approval_blocked_by.length > 0 && status === 'pending_approval' ? <Text size="sm">{t('purchase_orders:blocked_by')} {order.approval_blocked_by.map((rule) => t(`purchase_orders:rule.${rule}`)).join('; ')}.</Text> : null}
        {order?.warnings.map((warning) => <Text key={warning} size="sm" c="var(--warn)" fw={600}>{t(`purchase_orders:warning.${warning}`)}</Text>)}
        {order?.rejection_reason ? <Text size="sm" c="var(--bad)">{t('purchase_orders:rejected_because', { reason: order.rejection_reason })}</Text> : null}

        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
          <Select data-autofocus={order === null || undefined} label={t('purchase_orders:field.supplier')} searchable disabled={!editable || order !== null} data={(suppliers ?? []).filter((supplier) => supplier.status !== 'blacklisted').map((supplier) => ({ value: supplier.id, label: supplier.name }))} value={state.supplier_id} onChange={(value) => set({ supplier_id: value, lines: value === state.supplier_id ? state.lines : [] })} error={fieldText(error?.fields.supplier_id)} withAsterisk={!order} />
          <Select label={t('common:field.priority')} disabled={!editable} data={priorities.map((priority) => ({ value: priority, label: t(`purchase_orders:priority.${priority}`) }))} value={state.priority} onChange={(value) => set({ priority: value as Priority })} />
          <DateInput label={t('purchase_orders:field.required_delivery_date')} disabled={!editable} value={state.required_delivery_date} onChange={(value) => set({ required_delivery_date: value })} error={fieldText(error?.fields.required_delivery_date)} withAsterisk />
          {order && !isEditable(status) ? <DateInput label={t('purchase_orders:field.estimated_delivery_date')} disabled={!isMember || ['closed', 'cancelled', 'rejected'].includes(status)} value={state.estimated_delivery_date} onChange={(value) => set({ estimated_delivery_date: value })} /> : null}
        </SimpleGrid>
        {state.supplier_id ? <SupplierFacts supplierId={state.supplier_id} subtotal={subtotal} /> : null}
        <PurchaseOrderItems supplierId={state.supplier_id} lines={state.lines} stored={order?.lines ?? []} editable={editable} errors={error?.fields ?? {}} errorText={fieldText} onChange={(lines) => set({ lines })} />
        <div className={classes.bottom}>
          <Textarea className={classes.notes} label={t('common:field.notes')} autosize minRows={2} disabled={!isMember || status === 'cancelled'} value={state.notes} onChange={(event) => set({ notes: event.currentTarget.value })} />
          <Stack gap="xs">
            {editable ? (
              <Group gap="xs" wrap="nowrap">
                <QuantityInput label={t('purchase_orders:total.shipping')} unit="€" decimals={2} value={state.shipping} onChange={(value) => set({ shipping: value ?? '0' })} />
                <QuantityInput label={t('purchase_orders:total.discount')} unit="€" decimals={2} error={fieldText(error?.fields.discount)} value={state.discount} onChange={(value) => set({ discount: value ?? '0' })} />
              </Group>
            ) : null}
            <dl className={`numbers ${classes.totals}`} aria-live="polite">
              {editable ? null : (['shipping', 'discount'] as const).filter((name) => decimal(state[name]).gt(0)).map((name) => <div key={name}><dt>{t(`purchase_orders:total.${name}`)}</dt><dd>{formatMoney(state[name])}</dd></div>)}
              <div className={classes.grand}><dt>{t('purchase_orders:total.total')}</dt><dd>{formatMoney(total)}</dd></div>
              <div><dt>{t('purchase_orders:total.net')}</dt></div>
              {order && !isDirty && decimal(order.tax).gt(0) ? <div><dt>{t('purchase_orders:total.with_tax')}</dt><dd>{formatMoney(order.total_with_tax)}</dd></div> : null}
            </dl>
          </Stack>
        </div>
      </Stack>
      <div className={classes.foot}>
        <Group gap="xs">
          {order ? (
            <Menu position="top-start">
              <Menu.Target><Button variant="default" rightSection={<ChevronDown size={15} />}>{t('common:action.more')}</Button></Menu.Target>
              <Menu.Dropdown>
                {secondary.map((action) => { const Icon = icons[action]; return <Menu.Item key={action} leftSection={<Icon size={16} aria-hidden />} color={action === 'cancel' || action === 'remove' ? 'berry' : undefined} onClick={() => start(action)}>{t(`purchase_orders:action.${action}`)}</Menu.Item> })}
                {isMember ? <Menu.Item leftSection={<Copy size={16} aria-hidden />} onClick={() => void duplicate()}>{t('purchase_orders:action.duplicate')}</Menu.Item> : null}
                <Menu.Item leftSection={<FileText size={16} aria-hidden />} onClick={() => void openPdf()}>{t('purchase_orders:action.pdf')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          ) : null}
        </Group>
        <Group gap="xs">
          {editable || (order && isDirty) ? <Button variant={primary ? 'default' : 'filled'} loading={busy === 'save'} disabled={!complete || (order !== null && !isDirty)} onClick={() => void save()}>{t('common:action.save')}</Button> : null}
          {actions.includes('reject') ? <Button variant="default" leftSection={<X size={16} />} onClick={() => start('reject')}>{t('purchase_orders:action.reject')}</Button> : null}
          {primary ? <Button leftSection={primary === 'receive' ? <Truck size={16} /> : <Check size={16} />} loading={busy === primary} disabled={!complete && editable} onClick={() => start(primary)}>{t(`purchase_orders:action.${primary}`)}</Button> : null}
        </Group>
      </div>
      {order && asking ? (
        <ConfirmDialog
          opened
          danger={asking !== 'minimum'}
          title={t(`purchase_orders:ask.${asking}_title`, { number: order.po_number })}
          text={t(`purchase_orders:ask.${asking}_text`)}
          confirmLabel={t(`purchase_orders:action.${asking === 'minimum' ? 'submit' : asking}`)}
          {...(asking === 'remove' ? {} : { reasonLabel: t('common:field.reason') })}
          onConfirm={async (reason) => {
            if (asking === 'remove') {
              await deletePurchaseOrder(order.id, version)
              draft.settle(initial)
              void client.invalidateQueries({ queryKey: ['procurement'] })
              onClose()
            } else if (asking === 'minimum') await act('submit', { minimum_override_reason: reason })
            else await act(asking, { reason })
          }}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {order && receiving ? <ReceiveDialog order={order} onClose={() => setReceiving(false)} onDone={() => { setReceiving(false); void client.invalidateQueries({ queryKey: ['procurement'] }); void client.invalidateQueries({ queryKey: ['inventory'] }) }} /> : null}
    </>
  )
}
