import { Button, Skeleton, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '@/api/session'
import { languageNames, languages } from '@/i18n/languages'
import { EntityModal } from '@/ui/entity-modal'
import { ErrorState } from '@/ui/error-state'
import type { Field } from '@/ui/field'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { useTexts } from '@/ui/use-texts'
import { businessModels, organisation, territories, timeZones, updateOrganisation, type Organisation, type OrganisationInput } from './api/organisation'
import classes from './information-page.module.css'

export function InformationPage() {
  const { t } = useTexts()
  const client = useQueryClient()
  const isAdmin = useMay('admin')
  const [editing, setEditing] = useState(false)
  const { data, error, refetch } = useQuery(organisation())
  const fields: Field[] = [
    { name: 'name', kind: 'text', label: t('settings:organisation.name'), required: true, maxLength: 120 },
    { name: 'legal_name', kind: 'text', label: t('settings:organisation.legal_name'), maxLength: 120 },
    { name: 'tax_id', kind: 'text', label: t('common:field.tax_id'), half: true, maxLength: 20 },
    { name: 'tax_territory', kind: 'select', label: t('settings:organisation.tax_territory'), required: true, half: true, options: territories.map((value) => ({ value, label: t(`settings:territory.${value}`) })) },
    { name: 'business_model', kind: 'select', label: t('settings:organisation.business_model'), required: true, half: true, options: businessModels.map((value) => ({ value, label: t(`settings:business_model.${value}`) })) },
    { name: 'city', kind: 'text', label: t('common:field.city'), half: true },
    { name: 'email', kind: 'email', label: t('common:field.email'), half: true },
    { name: 'phone', kind: 'phone', label: t('common:field.phone'), half: true },
    { name: 'language', kind: 'select', label: t('common:menu.language'), required: true, half: true, options: languages.map((code) => ({ value: code, label: languageNames[code] })) },
    { name: 'time_zone', kind: 'select', label: t('settings:organisation.time_zone'), required: true, half: true, options: [...new Set([...timeZones, ...(data ? [data.time_zone] : [])])].map((value) => ({ value, label: value.replace('_', ' ') })) },
  ]
  const show = (field: Field, row: Organisation) => { const value = row[field.name as keyof Organisation]; return field.options?.find((option) => option.value === value)?.label ?? String(value ?? '–') }
  return (
    <>
      <PageHeader title={t('settings:organisation.title')} lead={t('settings:organisation.lead')}>
        {isAdmin && data ? <Button leftSection={<PencilLine size={16} />} onClick={() => setEditing(true)}>{t('common:action.edit')}</Button> : null}
      </PageHeader>
      <Panel>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Skeleton height={220} /> : <dl className={classes.list}>{fields.map((field) => <div key={field.name}><dt>{field.label}</dt><dd>{show(field, data)}</dd></div>)}<div><dt>{t('settings:organisation.tier')}</dt><dd>{t(`settings:tier.${data.tier}`)} <Text span size="sm" c="dimmed">({t(`settings:tenant_status.${data.status}`)})</Text></dd></div></dl>}
      </Panel>
      {editing && data ? <EntityModal title={t('settings:organisation.title')} fields={fields} initial={Object.fromEntries(fields.map((field) => [field.name, data[field.name as keyof Organisation] ?? null]))} version={data.version} draftKey="organisation" savedText={t('settings:saved')} save={async (values, version) => { const saved = await updateOrganisation(values as unknown as OrganisationInput, version ?? data.version); client.setQueryData(organisation().queryKey, saved); await client.invalidateQueries({ queryKey: ['tenant'] }) }} onClose={() => setEditing(false)} /> : null}
    </>
  )
}
