import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { locationNames } from '@/api/lookups'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import type { ImportCheck } from './api/imports'
import { importFields, missingColumns } from './import-rules'

export function ColumnsStep({ check, locationId, onLocation, onMap }: { check: ImportCheck; locationId: string | null; onLocation: (id: string | null) => void; onMap: (mapping: Record<string, string | null>) => void }) {
  const { t, list } = useTexts()
  const { data: locations } = useQuery(locationNames())
  const missing = missingColumns(check)
  const options = importFields.map((field) => ({ value: field, label: t(`sales:import.field.${field}`) }))
  const hasLocation = check.columns.some((column) => column.field === 'location')
  const set = (header: string, field: string | null) => onMap({ ...Object.fromEntries(check.columns.map((column) => [column.header, column.field === field ? null : column.field])), [header]: field })
  return (
    <>
      <Text c="dimmed" mb="sm">{t('sales:import.columns_text', { layout: t(`sales:import.layout.${check.layout}`, { defaultValue: check.layout }) })}</Text>
      <SimpleTable
        label={t('sales:import.step.columns')}
        rows={check.columns}
        rowKey={(column) => String(column.index)}
        columns={[
          { header: t('sales:import.in_file'), cell: (column) => <b>{column.header}</b> },
          { header: t('sales:import.example'), cell: (column) => <Text size="sm" c="dimmed" lineClamp={1}>{column.samples.slice(0, 3).join(' · ')}</Text> },
          { header: t('sales:import.means'), width: '15rem', cell: (column) => <Select aria-label={`${t('sales:import.means')}: ${column.header}`} clearable placeholder={t('sales:import.ignore')} data={options} value={column.field} onChange={(field) => set(column.header, field)} /> },
        ]}
      />
      {hasLocation ? null : <Select mt="md" maw={320} label={t('sales:import.location')} description={t('sales:import.location_help')} clearable data={(locations ?? []).map((location) => ({ value: location.id, label: location.name }))} value={locationId} onChange={onLocation} />}
      {missing.length > 0 ? <Text mt="md" c="var(--bad)" fw={600} role="alert">{t('sales:import.missing', { list: list(missing.map((field) => t(`sales:import.field.${field}`))) })}</Text> : null}
    </>
  )
}
