import { Button, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { itemNames, locationNames } from '@/api/lookups'
import { formatNumber } from '@/lib/format'
import { CellFixes } from '@/ui/cell-fixes'
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
  const choose = (name: string, value: string | null) => onChoices({ ...choices, [name]: value === 'create' || value === 'leave_out' ? { kind: value } : { kind: 'item', itemId: value ?? '' } })
  const shown = (choice: ProductChoice | undefined) => (choice === undefined ? null : choice.kind === 'item' ? (choice.itemId ?? null) : choice.kind)
  return (
    <Stack gap="lg">
      {check.errors.length === 0 ? <Text className={classes.good}><CircleCheck size={17} aria-hidden /> {t('sales:import.no_errors', { rows: formatNumber(check.rows) })}</Text> : <CellFixes errors={check.errors} count={check.error_count} columns={check.columns} busy={busy} onFix={onFix} />}
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
                { header: t('import:in_file'), cell: (product) => <b>{product.name}</b> },
                { header: t('sales:import.rows'), right: true, cell: (product) => formatNumber(product.rows) },
                { header: t('import:suggestion'), cell: (product) => (product.suggestion ? `${product.suggestion.name} (${formatNumber(Math.round(product.confidence * 100), 0, 0)} %)` : '–') },
                { header: t('import:becomes'), width: '18rem', cell: (product) => <Select aria-label={`${t('import:becomes')}: ${product.name}`} searchable data={[{ value: 'create', label: t('sales:import.create_product') }, { value: 'leave_out', label: t('sales:import.leave_out') }, ...(items ?? []).map((item) => ({ value: item.id, label: item.name }))]} value={shown(choices[product.name])} onChange={(value) => choose(product.name, value)} /> },
              ]}
            />
          </div>
        </div>
      ) : null}
    </Stack>
  )
}
