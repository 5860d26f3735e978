import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { itemNames, locationNames } from '@/api/lookups'
import { formatNumber } from '@/lib/format'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import type { Correction, Import } from './api/imports'
import type { ProductChoice } from './import-rules'
import classes from './import-steps.module.css'

interface FixProps {
  check: Import
  choices: Record<string, ProductChoice>
  locations: Record<string, string>
  busy: boolean
  onChoices: (choices: Record<string, ProductChoice>) => void
  onLocations: (locations: Record<string, string>) => void
  onFix: (fixes: NonNullable<Correction['fixes']>) => void
}

/** Cells that make no sense, names that nobody knows yet: put right here, without touching the file. */
export function FixStep({ check, choices, locations, busy, onChoices, onLocations, onFix }: FixProps) {
  const { t } = useTexts()
  const { data: items } = useQuery(itemNames())
  const { data: places } = useQuery(locationNames())
  const [values, setValues] = useState<Record<string, string>>({})
  const key = (row: number, column: string) => `${row}|${column}`
  const columnIndex = (name: string) => check.columns.find((column) => column.name === name)?.index ?? -1
  const cells = check.errors.filter((error) => columnIndex(error.column) >= 0)
  const fixes = cells.flatMap((error) => { const value = values[key(error.row, error.column)]; return value === undefined ? [] : [{ row: error.row, column: columnIndex(error.column), value }] })
  const choose = (name: string, value: string | null) => onChoices({ ...choices, [name]: value === 'create' || value === 'leave_out' ? { kind: value } : { kind: 'item', itemId: value ?? '' } })
  const shown = (choice: ProductChoice | undefined) => (choice === undefined ? null : choice.kind === 'item' ? (choice.itemId ?? null) : choice.kind)
  return (
    <Stack gap="lg">
      {check.errors.length === 0 ? <Text className={classes.good}><CircleCheck size={17} aria-hidden /> {t('sales:import.no_errors', { rows: formatNumber(check.rows) })}</Text> : (
        <div>
          <Text mb="xs">{t('sales:import.errors', { count: check.error_count })}</Text>
          <SimpleTable
            label={t('sales:import.step.fix')}
            rows={check.errors.slice(0, 50)}
            rowKey={(error) => `${key(error.row, error.column)}|${error.code}|${error.value}`}
            columns={[
              { header: t('sales:import.row'), cell: (error) => formatNumber(error.row) },
              { header: t('sales:import.column'), cell: (error) => error.column },
              { header: t('sales:import.what'), cell: (error) => t(`sales:import.error.${error.code}`) },
              { header: t('sales:import.value'), width: '16rem', cell: (error) => (columnIndex(error.column) < 0 ? error.value : <TextInput aria-label={t('sales:import.fix_cell', { row: error.row, column: error.column })} value={values[key(error.row, error.column)] ?? error.value} onChange={(event) => { const { value } = event.currentTarget; setValues((before) => ({ ...before, [key(error.row, error.column)]: value })) }} />) },
            ]}
          />
          <Group mt="sm" gap="md">
            <Button variant="light" disabled={fixes.length === 0} loading={busy} onClick={() => onFix(fixes)}>{t('sales:import.check_again')}</Button>
            <Text size="sm" c="dimmed">{t('sales:import.left_alone')}</Text>
          </Group>
        </div>
      )}
      {check.unknown_locations.length > 0 ? (
        <div>
          <Title order={3} size="h5" mb={4}>{t('sales:import.locations')}</Title>
          <Stack gap="xs">{check.unknown_locations.map((name) => <Select key={name} label={name} maw={320} data={(places ?? []).map((place) => ({ value: place.id, label: place.name }))} value={locations[name] ?? null} onChange={(id) => id && onLocations({ ...locations, [name]: id })} />)}</Stack>
        </div>
      ) : null}
      {check.unknown_products.length > 0 ? (
        <div>
          <Title order={3} size="h5" mb={4}>{t('sales:import.products', { count: check.unknown_products.length })}</Title>
          <Group justify="space-between" mb="xs"><Text c="dimmed">{t('sales:import.products_text')}</Text><Button size="compact-sm" variant="subtle" onClick={() => onChoices(Object.fromEntries(check.unknown_products.map((product) => [product.name, { kind: 'create' as const }])))}>{t('sales:import.create_all')}</Button></Group>
          <div className={classes.products}>
            <SimpleTable
              label={t('sales:import.products', { count: check.unknown_products.length })}
              rows={check.unknown_products}
              rowKey={(product) => product.name}
              columns={[
                { header: t('sales:import.in_file'), cell: (product) => <b>{product.name}</b> },
                { header: t('sales:import.rows'), right: true, cell: (product) => formatNumber(product.rows) },
                { header: t('sales:import.suggestion'), cell: (product) => (product.suggestion ? `${product.suggestion.name} (${formatNumber(Math.round(product.confidence * 100), 0, 0)} %)` : '–') },
                { header: t('sales:import.becomes'), width: '18rem', cell: (product) => <Select aria-label={`${t('sales:import.becomes')}: ${product.name}`} searchable data={[{ value: 'create', label: t('sales:import.create_product') }, { value: 'leave_out', label: t('sales:import.leave_out') }, ...(items ?? []).map((item) => ({ value: item.id, label: item.name }))]} value={shown(choices[product.name])} onChange={(value) => choose(product.name, value)} /> },
              ]}
            />
          </div>
        </div>
      ) : null}
    </Stack>
  )
}
