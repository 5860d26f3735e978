import { Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Ban, Check, Gauge, Plus, Truck } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { languageNames, languages } from '@/i18n/languages'
import { formatMoney, formatNumber } from '@/lib/format'
import { textSearch, withChange } from '@/lib/table-state'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DataTable, type Column } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import type { Field } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { useProblemText } from '@/ui/problem-text'
import { StatusChip } from '@/ui/status-chip'
import { showToast } from '@/ui/toasts'
import { useTexts } from '@/ui/use-texts'
import { approveSupplier, blockSupplier, oneSupplier, saveSupplier, supplierPage, type Supplier, type SupplierInput } from './api/suppliers'
import { supplierTones as tones } from './supplier-tones'

export function SuppliersPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const problemText = useProblemText()
  const isMember = useMay('member')
  const isAdmin = useMay('admin')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const isNew = search.open === 'new'
  const { data: supplier } = useQuery({ ...oneSupplier(search.open ?? ''), enabled: Boolean(search.open) && !isNew })
  const [blocking, setBlocking] = useState<Supplier | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: ['suppliers'] })
  const approve = useMutation({ mutationFn: approveSupplier, onSuccess: async () => { await refresh(); showToast(t('suppliers:approved')); open(undefined) }, onError: (problem) => showToast(problemText(problem), 'bad') })
  const choices = (group: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`suppliers:${group}.${value}`) }))
  const terms = t('suppliers:section.terms')
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true },
    { name: 'code', kind: 'text', label: t('common:field.code'), half: true },
    { name: 'tax_id', kind: 'text', label: t('common:field.tax_id'), half: true },
    { name: 'categories', kind: 'multiselect', label: t('suppliers:field.categories'), options: choices('category', ['flour_mill', 'dairy', 'eggs', 'fruit', 'packaging', 'equipment', 'services', 'general']) },
    { name: 'address', kind: 'text', label: t('common:field.address') },
    { name: 'latitude', kind: 'decimal', label: t('settings:location.latitude'), half: true },
    { name: 'longitude', kind: 'decimal', label: t('settings:location.longitude'), half: true },
    { name: 'email', kind: 'email', label: t('common:field.email'), half: true },
    { name: 'phone', kind: 'phone', label: t('common:field.phone'), half: true },
    { name: 'channel', kind: 'select', label: t('suppliers:field.channel'), required: true, options: choices('channel', ['email', 'whatsapp', 'phone', 'portal']), half: true },
    { name: 'language', kind: 'select', label: t('suppliers:field.language'), required: true, options: languages.map((code) => ({ value: code, label: languageNames[code] })), half: true },
    { name: 'delivery_weekdays', kind: 'weekdays', label: t('suppliers:field.delivery_weekdays'), section: terms },
    { name: 'lead_time_days', kind: 'integer', unit: t('common:unit.days'), label: t('suppliers:field.lead_time_days'), required: true, half: true, section: terms },
    { name: 'cutoff_time', kind: 'time', label: t('suppliers:field.cutoff_time'), half: true, section: terms },
    { name: 'minimum_order_amount', kind: 'money', label: t('suppliers:field.minimum_order_amount'), half: true, section: terms },
    { name: 'free_delivery_amount', kind: 'money', label: t('suppliers:field.free_delivery_amount'), half: true, section: terms },
    { name: 'payment_terms', kind: 'select', label: t('common:field.payment_terms'), required: true, options: choices('terms', ['prepaid', 'on_delivery', 'days7', 'days15', 'days30', 'days60', 'end_of_month30']), half: true, section: terms },
    { name: 'delivery_zones', kind: 'tags', label: t('suppliers:field.delivery_zones'), help: t('suppliers:field.delivery_zones_help'), section: terms },
    { name: 'closed_dates', kind: 'dates', label: t('suppliers:field.closed_dates'), section: terms },
  ]
  const days = (row: Supplier) => row.delivery_weekdays.map((day) => t(`common:weekday_short.${day}`)).join(', ')
  const columns: Column<Supplier>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'status', header: t('common:field.status'), phone: 'corner', cell: (row) => <StatusChip tone={tones[row.status]} label={t(`suppliers:status.${row.status}`)} />, value: (row) => t(`suppliers:status.${row.status}`) },
    { id: 'trust', header: t('suppliers:field.trust_score'), align: 'right', cell: (row) => formatNumber(row.trust_score, 0, 0), value: (row) => String(row.trust_score ?? '') },
    { id: 'days', header: t('suppliers:field.delivery_weekdays'), cell: days, value: days },
    { id: 'lead', header: t('suppliers:field.lead_time_days'), align: 'right', cell: (row) => t('suppliers:days', { count: row.lead_time_days }), value: (row) => String(row.lead_time_days) },
    { id: 'cutoff', header: t('suppliers:field.cutoff_time'), cell: (row) => row.cutoff_time?.slice(0, 5) ?? '–', value: (row) => row.cutoff_time?.slice(0, 5) },
    { id: 'minimum', header: t('suppliers:field.minimum_order_amount'), align: 'right', cell: (row) => formatMoney(row.minimum_order_amount), value: (row) => ({ text: row.minimum_order_amount ?? '', number: row.minimum_order_amount ?? undefined }) },
  ]
  return (
    <>
      <PageHeader title={t('suppliers:page.title')} lead={t('suppliers:page.lead')}>
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('suppliers:new')}</Button> : null}
      </PageHeader>
      <DataTable title={t('suppliers:page.title')} queryKey={['suppliers', 'list']} fetchPage={supplierPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} filters={[{ name: 'status', single: true, label: t('common:field.status'), options: choices('status', Object.keys(tones)) }]} empty={<EmptyState icon={Truck} title={t('suppliers:empty.title')} text={t('suppliers:empty.text')} />} />
      {isNew || supplier ? (
        <EntityModal
          key={search.open}
          title={isNew ? t('suppliers:new') : (supplier?.name ?? '')}
          fields={fields}
          initial={isNew ? { channel: 'email', language: 'es', payment_terms: 'days30', lead_time_days: 2, delivery_weekdays: [], categories: [], delivery_zones: [], closed_dates: [], deliveries_before: 0 } : Object.fromEntries(fields.map((field) => [field.name, supplier?.[field.name as keyof Supplier] ?? null]))}
          version={isNew ? undefined : supplier?.version}
          draftKey={`supplier:${search.open}`}
          readOnly={!isMember}
          savedText={t('suppliers:saved')}
          save={async (values, version) => { await saveSupplier(isNew ? null : (search.open ?? null), { deliveries_before: supplier?.deliveries_before ?? 0, ...values } as unknown as SupplierInput, version); await refresh() }}
          onClose={() => open(undefined)}
          actions={supplier && isAdmin ? <Group gap="xs">{supplier.status === 'pending_approval' || supplier.status === 'inactive' ? <Button variant="light" leftSection={<Check size={16} />} loading={approve.isPending} onClick={() => approve.mutate(supplier.id)}>{t('suppliers:action.approve')}</Button> : null}{supplier.status !== 'blacklisted' ? <Button variant="subtle" color="berry" leftSection={<Ban size={16} />} onClick={() => setBlocking(supplier)}>{t('suppliers:action.block')}</Button> : null}</Group> : null}
        >
          {supplier ? <Button component={Link} to={`/app/database/suppliers/${supplier.id}`} variant="light" leftSection={<Gauge size={16} />} style={{ alignSelf: 'flex-start' }}>{t('suppliers:action.record')}</Button> : null}
        </EntityModal>
      ) : null}
      {blocking ? <ConfirmDialog opened danger title={t('suppliers:block.title', { name: blocking.name })} text={t('suppliers:block.text')} confirmLabel={t('suppliers:action.block')} reasonLabel={t('common:field.reason')} onConfirm={async (reason) => { await blockSupplier(blocking.id, reason); await refresh(); open(undefined) }} onClose={() => setBlocking(null)} /> : null}
    </>
  )
}
