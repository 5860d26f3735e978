import { Button, Group, Radio, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleX, TriangleAlert, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '@/lib/dates'
import { formatMoney, formatNumber, formatQuantity } from '@/lib/format'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { QuantityInput } from '@/ui/quantity-input'
import { SimpleTable } from '@/ui/simple-table'
import { useTexts } from '@/ui/use-texts'
import { undoImport, type DuplicateChoice, type Import, type Mapping } from './api/imports'
import classes from './import-steps.module.css'

const dateOrders = ['day_first', 'month_first', 'year_first'] as const

/** How the file was read: header, dates, decimals; the first rows show whether that is right. */
export function HeaderStep({ check, busy, onMapping }: { check: Import; busy: boolean; onMapping: (mapping: Mapping) => void }) {
  const { t } = useTexts()
  const [header, setHeader] = useState<string | null>(String(check.mapping.header_row))
  const leftOut = Object.entries(check.left_out as Record<string, number>)
  return (
    <Stack gap="md">
      <Text>{t('sales:import.understood', { file: check.file_name, rows: formatNumber(check.rows), from: formatDay(check.from), to: formatDay(check.to) })}</Text>
      {check.warnings.map((warning) => <Text key={warning} size="sm" className={classes.warning}><TriangleAlert size={15} aria-hidden /> {t(`sales:import.warning.${warning}`)}</Text>)}
      <SimpleGrid cols={{ base: 1, sm: 3 }} maw={760}>
        <QuantityInput label={t('import:header_row')} description={t('import:header_row_help')} unit="" value={header} onChange={setHeader} onBlur={() => { if (header && Number(header) !== check.mapping.header_row) onMapping({ ...check.mapping, header_row: Number(header) }) }} />
        <Select label={t('sales:import.date_order')} description={t('sales:import.date_order_help')} disabled={busy} data={dateOrders.map((order) => ({ value: order, label: t(`sales:import.order.${order}`) }))} value={check.mapping.date_order} onChange={(order) => order && onMapping({ ...check.mapping, date_order: order as Mapping['date_order'] })} />
        <Switch mt="xl" label={t('import:decimal_comma')} disabled={busy} checked={check.mapping.decimal_comma} onChange={(event) => onMapping({ ...check.mapping, decimal_comma: event.currentTarget.checked })} />
      </SimpleGrid>
      <SimpleTable
        label={t('sales:import.preview')}
        rows={check.preview.slice(0, 8)}
        rowKey={(row) => String(row.row)}
        columns={[
          { header: t('sales:field.product'), cell: (row) => <b>{row.product}</b> },
          { header: t('sales:field.day'), cell: (row) => formatDay(row.business_day) },
          { header: t('sales:field.location'), cell: (row) => row.location ?? '–' },
          { header: t('sales:field.quantity'), right: true, cell: (row) => formatQuantity(row.quantity) },
          { header: t('sales:field.price'), right: true, cell: (row) => formatMoney(row.unit_price) },
          { header: t('sales:field.revenue'), right: true, cell: (row) => formatMoney(row.revenue) },
        ]}
      />
      {leftOut.length > 0 ? <Text size="sm" c="dimmed">{t('sales:import.left_out', { count: leftOut.reduce((sum, [, count]) => sum + count, 0) })}</Text> : null}
    </Stack>
  )
}

const choices: DuplicateChoice[] = ['skip', 'update', 'create']

export function DuplicatesStep({ check, value, onChange }: { check: Import; value: DuplicateChoice; onChange: (value: DuplicateChoice) => void }) {
  const { t } = useTexts()
  return (
    <Stack gap="md">
      <Text>{check.duplicate_rows === 0 ? t('sales:import.no_duplicates') : t('sales:import.duplicates', { count: check.duplicate_rows })}</Text>
      {check.duplicate_rows > 0 ? (
        <Radio.Group value={value} onChange={(next) => onChange(next as DuplicateChoice)} aria-label={t('sales:import.step.duplicates')}>
          <Stack gap="sm">{choices.map((choice) => <Radio key={choice} value={choice} label={t(`sales:import.duplicate.${choice}`)} description={t(`sales:import.duplicate.${choice}_text`)} />)}</Stack>
        </Radio.Group>
      ) : null}
      <Text c="dimmed">{t('sales:import.ready', { rows: formatNumber(check.good_rows), from: formatDay(check.from), to: formatDay(check.to) })}</Text>
    </Stack>
  )
}

export function ResultStep({ job, onUndone, onAgain }: { job: Import; onUndone: (job: Import) => void; onAgain: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const undo = useMutation({ mutationFn: () => undoImport(job.import_id), onSuccess: (undone) => { onUndone(undone); void client.invalidateQueries({ queryKey: ['sales'] }) } })
  const good = job.state === 'completed' || job.state === 'partial'
  return (
    <Stack gap="md" aria-live="polite">
      <Text className={good ? classes.good : job.state === 'failed' ? classes.bad : undefined} size="lg" fw={600}>{good ? <CircleCheck size={20} aria-hidden /> : job.state === 'failed' ? <CircleX size={20} aria-hidden /> : null} {t(`sales:import.state.${job.state}`)}</Text>
      <dl className={`numbers ${classes.facts}`}>
        <div><dt>{t('sales:import.imported')}</dt><dd>{formatNumber(job.added)}</dd></div>
        <div><dt>{t('sales:import.updated')}</dt><dd>{formatNumber(job.updated)}</dd></div>
        <div><dt>{t('sales:import.skipped')}</dt><dd>{formatNumber(job.skipped)}</dd></div>
        <div><dt>{t('sales:import.failed_rows')}</dt><dd>{formatNumber(job.error_count)}</dd></div>
      </dl>
      <Group gap="xs">
        {good ? <Button component={Link} to="/app/analytics/forecasting">{t('sales:import.see_forecast')}</Button> : null}
        <Button variant="default" onClick={onAgain}>{t('import:another')}</Button>
        {good ? <Button variant="subtle" color="gray" leftSection={<Undo2 size={16} />} onClick={() => setAsking(true)}>{t('import:undo')}</Button> : null}
      </Group>
      <ConfirmDialog opened={asking} danger title={t('import:undo')} text={t('sales:import.undo_text', { rows: formatNumber(job.added) })} confirmLabel={t('import:undo')} onConfirm={() => undo.mutateAsync()} onClose={() => setAsking(false)} />
    </Stack>
  )
}
