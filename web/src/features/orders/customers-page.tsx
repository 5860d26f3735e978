import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, UsersRound } from 'lucide-react'
import { useMay } from '@/api/session'
import { languageNames, languages } from '@/i18n/languages'
import { textSearch, withChange } from '@/lib/table-state'
import { DataTable, type Column } from '@/ui/data-table'
import { Email } from '@/ui/email'
import { EmptyState } from '@/ui/empty-state'
import { EntityModal } from '@/ui/entity-modal'
import type { Field } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { useTexts } from '@/ui/use-texts'
import { customerPage, oneCustomer, saveCustomer, type Customer, type CustomerInput } from './api/customers'

export function CustomersPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const client = useQueryClient()
  const isMember = useMay('member')
  const search = textSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const open = (id: string | undefined) => void navigate({ to: '.', search: withChange(search, { open: id, cursor: search.cursor }) as never, replace: true })
  const { data } = useQuery({ ...oneCustomer(search.open ?? ''), enabled: Boolean(search.open && search.open !== 'new') })
  const kinds = (['b2b', 'b2c'] as const).map((kind) => ({ value: kind, label: t(`orders:customer.kind.${kind}`) }))
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('common:field.name'), required: true },
    { name: 'kind', kind: 'select', label: t('orders:customer.kind_label'), required: true, options: kinds, half: true },
    { name: 'code', kind: 'text', label: t('common:field.code'), half: true },
    { name: 'tax_id', kind: 'text', label: t('common:field.tax_id'), half: true },
    { name: 'language', kind: 'select', label: t('common:menu.language'), required: true, options: languages.map((code) => ({ value: code, label: languageNames[code] })), half: true },
    { name: 'email', kind: 'email', label: t('common:field.email'), half: true },
    { name: 'phone', kind: 'phone', label: t('common:field.phone'), half: true },
    { name: 'address', kind: 'textarea', label: t('common:field.address') },
    { name: 'discount_percent', kind: 'quantity', unit: '%', label: t('orders:customer.discount'), half: true },
    { name: 'credit_limit', kind: 'money', label: t('orders:customer.credit_limit'), half: true },
    { name: 'equivalence_surcharge', kind: 'switch', label: t('orders:customer.surcharge') },
    { name: 'allergy_note', kind: 'text', label: t('orders:customer.allergy_note'), help: t('orders:customer.allergy_help') },
    { name: 'marketing_consent', kind: 'switch', label: t('orders:customer.marketing') },
    { name: 'is_active', kind: 'switch', label: t('common:state.active') },
  ]
  const columns: Column<Customer>[] = [
    { id: 'name', header: t('common:field.name'), sort: 'name', phone: 'title', cell: (row) => row.name, value: (row) => row.name },
    { id: 'kind', header: t('orders:customer.kind_label'), cell: (row) => t(`orders:customer.kind.${row.kind}`), value: (row) => t(`orders:customer.kind.${row.kind}`) },
    { id: 'email', header: t('common:field.email'), cell: (row) => (row.email ? <Email address={row.email} /> : '–'), value: (row) => row.email },
    { id: 'phone', header: t('common:field.phone'), cell: (row) => row.phone ?? '–', value: (row) => row.phone },
  ]
  const isNew = search.open === 'new'
  return (
    <>
      <PageHeader title={t('orders:customer.title')} lead={t('orders:customer.lead')}>
        {isMember ? <Button leftSection={<Plus size={17} />} onClick={() => open('new')}>{t('orders:customer.new')}</Button> : null}
      </PageHeader>
      <DataTable title={t('orders:customer.title')} queryKey={['orders', 'customers']} fetchPage={customerPage} columns={columns} rowId={(row) => row.id} onOpen={(row) => open(row.id)} empty={<EmptyState icon={UsersRound} title={t('orders:customer.empty')} text={t('orders:customer.empty_text')} />} />
      {isNew || data ? (
        <EntityModal
          key={search.open}
          title={isNew ? t('orders:customer.new') : (data?.name ?? '')}
          fields={fields}
          initial={isNew ? { kind: 'b2b', language: 'es', discount_percent: '0', equivalence_surcharge: false, marketing_consent: false, is_active: true } : Object.fromEntries(fields.map((field) => [field.name, data?.[field.name as keyof Customer] ?? null]))}
          version={isNew ? undefined : data?.version}
          draftKey={`customer:${search.open}`}
          readOnly={!isMember}
          savedText={t('orders:customer.saved')}
          save={async (values, version) => { await saveCustomer(isNew ? null : (search.open ?? null), values as unknown as CustomerInput, version); await client.invalidateQueries({ queryKey: ['orders'] }) }}
          onClose={() => open(undefined)}
        />
      ) : null}
    </>
  )
}
