import { Select, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { locationNames } from '@/api/lookups'
import { formatNumber } from '@/lib/format'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import type { ColumnRole, Import, Mapping } from './api/imports'
import { columnRoles, withRole } from './import-rules'

export function ColumnsStep({ check, onMapping, onLocation }: { check: Import; onMapping: (mapping: Mapping) => void; onLocation: (id: string) => void }) {
  const { t } = useTexts()
  const { data: locations } = useQuery(locationNames())
  const [chosen, setChosen] = useState<string | null>(null)
  const hasLocation = check.columns.some((column) => column.role === 'location')
  const options = columnRoles.map((role) => ({ value: role, label: t(`sales:import.role.${role}`) }))
  const shops = (locations ?? []).filter((location) => location.type === 'retail_outlet')
  return (
    <>
      <Text c="dimmed" mb="sm">{t('sales:import.columns_text')} {t(`sales:import.measure.${check.mapping.measure}`)}</Text>
      <SimpleTable
        label={t('sales:import.step.columns')}
        rows={check.columns}
        rowKey={(column) => String(column.index)}
        columns={[
          { header: t('import:in_file'), cell: (column) => <b>{column.name || t('import:column_number', { number: column.index + 1 })}</b> },
          { header: t('sales:import.sure'), right: true, cell: (column) => (column.role === 'ignored' ? '–' : `${formatNumber(Math.round(column.confidence * 100), 0, 0)} %`) },
          { header: t('import:means'), width: '16rem', cell: (column) => <Select aria-label={`${t('import:means')}: ${column.name}`} clearable placeholder={t('import:ignore')} data={columnRoles.includes(column.role) || column.role === 'ignored' ? options : [...options, { value: column.role, label: t(`sales:import.role.${column.role}`) }]} value={column.role === 'ignored' ? null : column.role} onChange={(role) => onMapping(withRole(check, column.index, role as ColumnRole | null))} /> },
        ]}
      />
      {hasLocation || shops.length < 2 ? null : <Select mt="md" maw={320} label={t('sales:import.location')} description={t('sales:import.location_help')} data={shops.map((location) => ({ value: location.id, label: location.name }))} value={chosen} onChange={(id) => { setChosen(id); if (id) onLocation(id) }} />}
    </>
  )
}
